package dev.dromedary.run;

import dev.dromedary.chain.Catalogue;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.status.BackupException;
import java.util.List;
import java.util.Optional;

/**
 * A backup that a storage has, as its manifest tells, or what lies there instead of one.
 *
 * @param destination where it lies; another one than its manifest's where the bucket was copied
 * @param cluster that it is a backup of
 * @param takenBy uid of the resource that took it; empty where the backup has no manifest
 * @param extended whether another backup is built on it
 * @param broken name of the reason why its chain cannot be restored, as far as manifests tell; null where it is whole
 * @param message what that means
 */
public record StoredBackup(
        String destination,
        String cluster,
        String takenBy,
        boolean extended,
        BackupFacts facts,
        String broken,
        String message) {

    /** Whether it has a manifest; those of the reference have none. */
    public boolean sealed() {
        return !takenBy.isEmpty();
    }

    /** All of a storage that are known well enough, in the order of their times. */
    public static List<StoredBackup> of(Catalogue catalogue) {
        return catalogue.known().stream().map(found -> of(catalogue, found)).toList();
    }

    /** One of a storage. */
    public static StoredBackup of(Catalogue catalogue, Catalogue.Found found) {
        Optional<BackupException> why = catalogue.broken(found);
        return new StoredBackup(
                found.destination(),
                found.manifest().owner().cluster(),
                found.manifest().owner().uid(),
                catalogue.extended(found),
                BackupFacts.of(found.manifest(), 0),
                why.map(each -> each.reason().name()).orElse(null),
                why.map(BackupException::describe).orElse(null));
    }
}
