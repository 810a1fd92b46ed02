package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.run.CopyTargets;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the copies of a backup go. */
final class CopyPlan {
    private CopyPlan() {}

    /**
     * The copies that a storage asks for.
     *
     * @param name of the storage in the cluster
     * @param destination of the backup in it
     * @throws BackupException {@code StorageInvalid} if it asks for what cannot be
     */
    static List<BackupCopy> of(PerconaServerMySQL cluster, String name, StorageSpec storage, String destination) {
        require(storage, name);
        List<BackupCopy> copies = new ArrayList<>();
        Set<String> destinations = new HashSet<>(Set.of(destination));
        Set<String> names = new HashSet<>(Set.of(name));
        for (String copy : storage.copies) {
            StorageSpec other = cluster.getSpec().backup.storages.get(copy);
            if (other == null) {
                throw invalid(name, "names the copy " + copy + ", which is not in spec.backup.storages");
            }
            if (!names.add(copy)) {
                throw invalid(name, copy.equals(name) ? "names itself as a copy" : "names the copy " + copy + " twice");
            }
            BackupCopy planned = copy(copy, other, destination, storage);
            if (!destinations.add(planned.destination)) {
                throw invalid(name, "has the copy " + copy + " at one place with itself or with another copy");
            }
            copies.add(planned);
        }
        return copies;
    }

    private static void require(StorageSpec storage, String name) {
        Integer required = storage.copiesRequired;
        if (required != null && (required < 0 || required > storage.copies.size())) {
            throw invalid(name, "has copiesRequired " + required + ", and " + storage.copies.size() + " copies");
        }
    }

    private static BackupCopy copy(String name, StorageSpec other, String destination, StorageSpec own) {
        try {
            BackupCopy copy = new BackupCopy();
            copy.storageName = name;
            copy.storage = other;
            copy.state = CopyState.INCOMPLETE;
            String key =
                    Destination.parse(destination, StorageDescriptions.of(own)).key();
            copy.destination = Destination.of(
                            StorageDescriptions.of(other),
                            StorageDescriptions.prefix(other),
                            key.substring(BackupNames.prefixOf(key).length()))
                    .toString();
            return copy;
        } catch (BackupException e) {
            throw new BackupException(e.reason(), "copy " + name + ": " + e.getMessage(), e.hint(), e);
        }
    }

    private static BackupException invalid(String storage, String what) {
        return new BackupException(
                Reason.StorageInvalid,
                "storage " + storage + " " + what,
                "copies are names of other storages of the cluster, copiesRequired at most their number");
    }

    /**
     * What a run is told of the copies in a status; null where there are none. Those that were removed are none.
     *
     * @param cluster whose storages of today count where they are the same places
     */
    static CopyTargets targets(Optional<PerconaServerMySQL> cluster, BackupStatus status) {
        return targets(
                cluster,
                status,
                StoredPlace.of("", status).stream()
                        .filter(place -> place.copy() != null && !place.copy().leaves())
                        .toList());
    }

    /** What a run is told of some places beside the one that it is about; null where there are none. */
    static CopyTargets targets(Optional<PerconaServerMySQL> cluster, BackupStatus status, List<StoredPlace> others) {
        Integer required = status.storage == null ? null : status.storage.copiesRequired;
        return others.isEmpty()
                ? null
                : new CopyTargets(
                        others.stream().map(place -> place.target(cluster)).toList(),
                        required == null ? others.size() : Math.min(required, others.size()));
    }
}
