package dev.dromedary.app;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.reconcile.BackupDecider;
import dev.dromedary.reconcile.Copying;
import dev.dromedary.reconcile.Deletion;
import dev.dromedary.reconcile.ImportWish;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.reconcile.Removal;
import dev.dromedary.reconcile.ScheduleDecider;
import dev.dromedary.reconcile.Verification;
import dev.dromedary.run.ResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.stream.Stream;

/** Whether there is anything left to do in a folder, and whether all went well. */
record Outlook(OpenFolder folder) {
    boolean allDone() {
        return !folder.resources().leaving() && resources().allMatch(Outlook::done);
    }

    boolean anyFailed() {
        return !folder.problems().isEmpty() || !resources().allMatch(Outlook::succeeded);
    }

    private Stream<HasMetadata> resources() {
        return Stream.of(PerconaServerMySQL.class, PerconaServerMySQLBackup.class, PerconaServerMySQLRestore.class)
                .flatMap(kind -> folder.resources().list(new ResourceList(kind.getSimpleName(), null)).stream());
    }

    private static boolean done(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup ->
                (backup.getStatus().stateOrNew().terminal() || ImportedBackup.unfinished(backup))
                        && !BackupDecider.isBeingSettled(backup.getStatus())
                        && !Verification.pending(backup)
                        && !Copying.underWay(backup)
                        && !Removal.underWay(backup)
                        && (!Deletion.asked(backup) || Deletion.atRest(backup.getStatus()));
            case PerconaServerMySQLRestore restore -> {
                RestoreState state = restore.getStatus().stateOrNew();
                yield state.terminal() || state == RestoreState.ERROR;
            }
            case PerconaServerMySQL cluster -> !ImportWish.pending(cluster) && !ScheduleDecider.busy(cluster);
            default -> true;
        };
    }

    private static boolean succeeded(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQLBackup backup ->
                backup.getStatus().stateOrNew() == BackupState.SUCCEEDED
                        && !Deletion.asked(backup)
                        && !Removal.pending(backup)
                        && !Verification.damaged(backup);
            case PerconaServerMySQLRestore restore -> restore.getStatus().stateOrNew() == RestoreState.SUCCEEDED;
            case PerconaServerMySQL cluster -> !ImportWish.failed(cluster);
            default -> true;
        };
    }
}
