package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** Texts of the contract that backups and restores share. */
final class Messages {
    private Messages() {}

    static BackupException clusterNotFound(String cluster, String namespace) {
        return new BackupException(
                Reason.ClusterNotFound,
                "PerconaServerMySQL " + cluster + " in namespace " + namespace + " is not found",
                "create it, or correct spec.clusterName");
    }

    static BackupException storageNotFound(String storage, PerconaServerMySQL cluster) {
        return new BackupException(
                Reason.StorageNotFound,
                storage + " not found in spec.backup.storages in PerconaServerMySQL CustomResource",
                "there are: "
                        + String.join(", ", cluster.getSpec().backup.storages.keySet()));
    }
}
