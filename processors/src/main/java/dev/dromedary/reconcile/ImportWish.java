package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.PerconaServerMySQL;
import java.util.ArrayList;

/** Whether the owner of a cluster wants resources for what its storages hold, and how far that is. */
public final class ImportWish {
    private ImportWish() {}

    /** Whether there is a storage that was not looked into yet, though nothing is wrong with it. */
    public static boolean pending(PerconaServerMySQL cluster) {
        var status = cluster.getStatus().backup;
        return wanted(cluster)
                && !failed(cluster)
                && (status == null
                        || !status.imported.containsAll(
                                cluster.getSpec().backup.storages.keySet()));
    }

    /** Whether a storage could not be looked into. */
    public static boolean failed(PerconaServerMySQL cluster) {
        var status = cluster.getStatus().backup;
        return wanted(cluster) && status != null && status.importRetry != null && status.importRetry.next != null;
    }

    static boolean wanted(PerconaServerMySQL cluster) {
        BackupSection section = cluster.getSpec().backup;
        return section != null && Boolean.TRUE.equals(section.importBackups);
    }

    /** Forgets how far it was: asked for once more, all storages are looked into again. */
    static void reset(PerconaServerMySQL cluster) {
        BackupsStatus status = cluster.getStatus().backup;
        if (status != null) {
            status.imported = new ArrayList<>();
            status.importMessage = null;
            status.importRetry = null;
        }
    }
}
