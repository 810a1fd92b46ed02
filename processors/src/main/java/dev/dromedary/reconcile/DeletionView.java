package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a backup that is being deleted.
 *
 * @param backup a copy that the decision may change
 * @param backups all of the namespace, this one included
 * @param restores of all namespaces: by its destination a backup can be restored from anywhere
 * @param run the run that takes it
 * @param settle the run that finds out what became of it
 * @param copy the run that completes its copies
 * @param delete the run that removes its objects
 * @param retries the pauses between attempts at that
 */
public record DeletionView(
        PerconaServerMySQLBackup backup,
        Optional<PerconaServerMySQL> cluster,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores,
        RunView run,
        RunView settle,
        RunView copy,
        RunView delete,
        Questions questions,
        Retries retries,
        Instant now) {
    /** What costs a request, and is asked only where the decision depends on it. */
    public interface Questions {
        /** Takes the cluster's backup lease, so that no backup extends a chain that goes; whether it is this backup's. */
        boolean lease();

        /** Whether the namespace is being deleted: no run can be launched in it any more. */
        boolean namespaceEnds();
    }

    String namespace() {
        return backup.getMetadata().getNamespace();
    }
}
