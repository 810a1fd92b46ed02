package dev.dromedary.reconcile;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;

/** What has to hold before a backup is begun, in the contract's order and with its texts. */
final class BackupChecks {
    private static final String RESOURCE = " in PerconaServerMySQL CustomResource";

    private BackupChecks() {}

    static PerconaServerMySQL cluster(BackupView view) {
        PerconaServerMySQL cluster =
                view.cluster().orElseThrow(() -> Messages.clusterNotFound(view.clusterName(), view.namespace()));
        var backup = cluster.getSpec().backup;
        if (backup == null || !backup.on()) {
            throw new BackupException(
                    Reason.BackupsDisabled,
                    "spec.backup not found" + RESOURCE + " or backups are disabled",
                    "set spec.backup.enabled of the cluster to true");
        }
        if (!ready(cluster)) {
            throw new BackupException(Reason.ClusterNotReady, "cluster is not ready", "");
        }
        return cluster;
    }

    static boolean ready(PerconaServerMySQL cluster) {
        boolean unsafe = cluster.getSpec().unsafeFlags != null
                && Boolean.TRUE.equals(cluster.getSpec().unsafeFlags.backupNonReadyCluster);
        // A local server has no state of its own; the run finds out whether it answers.
        return cluster.getSpec().local != null || unsafe || cluster.getStatus().stateOrNew() == ClusterState.READY;
    }

    static void noRestore(BackupView view) {
        view.restores().stream()
                .filter(restore -> view.clusterName().equals(restore.getSpec().clusterName))
                .filter(restore -> active(restore) || waitsSinceBefore(restore, view.backup()))
                .findFirst()
                .ifPresent(restore -> {
                    throw new BackupException(
                            Reason.RestoreInProgress,
                            "backup cannot run while restore "
                                    + restore.getMetadata().getName() + " is in progress",
                            "take the backup when the restore has ended; it starts a new chain");
                });
    }

    private static boolean active(PerconaServerMySQLRestore restore) {
        RestoreState state = restore.getStatus().stateOrNew();
        return state == RestoreState.STARTING || state == RestoreState.RUNNING;
    }

    /**
     * A restore that waits for backups to end is in progress for those that came after it, or it could wait for ever. Those
     * that were there before have their turn first, and those of the same second.
     */
    private static boolean waitsSinceBefore(PerconaServerMySQLRestore restore, PerconaServerMySQLBackup backup) {
        return restore.getStatus().stateOrNew() == RestoreState.NEW
                && restore.getStatus().stateDescription != null
                && created(restore).isBefore(created(backup));
    }

    private static Instant created(HasMetadata resource) {
        return Instant.parse(resource.getMetadata().getCreationTimestamp());
    }

    static StorageSpec storage(PerconaServerMySQL cluster, String name) {
        StorageSpec storage = cluster.getSpec().backup.storages.get(name);
        if (storage == null) {
            throw Messages.storageNotFound(name, cluster);
        }
        return storage;
    }
}
