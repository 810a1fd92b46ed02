package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.run.RunResult.BackupFacts;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What a status says of a backup that is complete. */
final class CompleteBackup {
    private CompleteBackup() {}

    static void write(BackupStatus status, BackupFacts backup) {
        status.state = BackupState.SUCCEEDED;
        status.stateDescription = null;
        status.completed = backup.completed().truncatedTo(ChronoUnit.SECONDS).toString();
        status.size = backup.size();
        status.duration = Durations.text(Duration.ofMillis(backup.durationMillis()));
        status.fromLsn = backup.fromLsn();
        status.toLsn = backup.toLsn();
        status.serverUuid = backup.serverUuid().isEmpty() ? null : backup.serverUuid();
        if (status.backupSource == null) {
            // In Kubernetes the plan has said it: pod, service and namespace, of which the server knows the first only.
            status.backupSource = "".equals(backup.serverHost()) ? null : backup.serverHost();
        }
        status.chain = new ChainPlace();
        status.chain.base = BackupNames.lastSegment(backup.base());
        status.chain.position = backup.position();
    }

    static String text(BackupFacts backup) {
        return backup.size() + " bytes, lsn " + backup.fromLsn() + " to " + backup.toLsn();
    }
}
