package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's texts for a backup that its storage refuses before anything is stored. */
class RefusedStorageTest {
    private final World world = new World();

    private PerconaServerMySQLBackup refused(Outcome outcome, String type, Reason reason) {
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);
        world.decide(backup);
        backup.getStatus().storage.type = type;
        world.ended(RunKind.BACKUP, RunResult.failed(outcome, new BackupException(reason, "why", "what to do")));
        world.decide(backup);
        return backup;
    }

    @ParameterizedTest
    @CsvSource({
        "s3,     StorageUnreachable, failed to validate storage: new client: failed to check if bucket exists: why",
        "gcs,    StorageDenied,      failed to validate storage: new client: failed to check if bucket exists: why",
        "sftp,   StorageDenied,      failed to validate storage: new client: why",
        "s3,     SecretNotFound,     failed to validate storage: get options: why",
        "s3,     BucketNotFound,     failed to validate storage: new client: why",
        "house,  StorageTypeUnknown, failed to prepare backup job: get backup destination: why",
        "s3,     ServerUnreachable,  why",
        "s3,     AccountSecretNotFound, why"
    })
    void aStorageThatRefusesAtOnce(String type, Reason reason, String text) {
        PerconaServerMySQLBackup backup = refused(Outcome.NOT_STARTED, type, reason);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(backup.getStatus().stateDescription).isEqualTo(text);
        assertThat(Conditions.find(backup.getStatus().conditions, Conditions.READY))
                .hasValueSatisfying(ready -> assertThat(ready.getMessage()).isEqualTo(text + "; what to do"));
    }

    @Test
    void oneThatIsLostInTheMiddle() {
        PerconaServerMySQLBackup backup = refused(Outcome.FAILED, "s3", Reason.StorageUnreachable);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.FAILED);
        assertThat(backup.getStatus().stateDescription).isEqualTo("why");
    }
}
