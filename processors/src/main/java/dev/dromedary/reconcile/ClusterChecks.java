package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** What the contract asks of a cluster resource, with its texts, as far as it is about backups. */
final class ClusterChecks {
    private ClusterChecks() {}

    static void backups(PerconaServerMySQL cluster) {
        BackupSection backup = cluster.getSpec().backup;
        if (backup != null && backup.on() && (backup.image == null || backup.image.isEmpty())) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "backup.image can't be empty",
                    "name an image with the backup tool in spec.backup.image, or set spec.backup.enabled to false");
        }
    }
}
