package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** What commands ask of a cluster before they make something of it. */
final class Clusters {
    private Clusters() {}

    /** @throws BackupException {@code StorageNotFound}, with the storages there are */
    static StorageSpec storage(PerconaServerMySQL cluster, String name) {
        var section = cluster.getSpec().backup;
        StorageSpec storage = section == null ? null : section.storages.get(name);
        if (storage == null) {
            throw new BackupException(
                    Reason.StorageNotFound,
                    "cluster " + cluster.getMetadata().getName() + " has no storage " + name,
                    section == null || section.storages.isEmpty()
                            ? "add one to its spec.backup.storages"
                            : "it has " + String.join(", ", section.storages.keySet()));
        }
        return storage;
    }
}
