package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.Schedule;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** What is wrong with the schedules; a wrong one stops neither the others nor backups. */
    static List<String> schedules(PerconaServerMySQL cluster) {
        BackupSection backup = cluster.getSpec().backup;
        List<String> wrong = new ArrayList<>();
        if (backup == null) {
            return wrong;
        }
        Set<String> names = new HashSet<>();
        for (Schedule schedule : backup.schedule) {
            if (!names.add(schedule.name)) {
                wrong.add("scheduled backups should have different names: " + schedule.name
                        + " name is used by multiple schedules");
            }
            if (!backup.storages.containsKey(schedule.storageName)) {
                wrong.add("storage " + schedule.storageName + " doesn't exist");
            }
        }
        return wrong;
    }
}
