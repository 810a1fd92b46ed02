package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Tells the resources that still need something from the finished ones, which cost nothing, however many there are. */
public final class Unfinished {
    private Unfinished() {}

    /** Whether a change elsewhere may concern the resource. */
    public static boolean is(HasMetadata resource) {
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            return true;
        }
        return switch (resource) {
            case PerconaServerMySQLBackup backup ->
                !backup.getStatus().stateOrNew().terminal()
                        || BackupDecider.hasLeftovers(backup.getStatus())
                        || Verification.pending(backup)
                        || Removal.pending(backup)
                        || Copying.wanted(backup);
            case PerconaServerMySQLRestore restore -> !RestoreDecider.over(restore);
            default -> true;
        };
    }
}
