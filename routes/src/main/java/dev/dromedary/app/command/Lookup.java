package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the backup that a person means: by its name, its destination, or the last part of that. */
final class Lookup {
    private Lookup() {}

    /** @throws BackupException {@code BackupNotFound} if there is none, or more than one */
    static PerconaServerMySQLBackup backup(Place place, String said) {
        Optional<PerconaServerMySQLBackup> named = place.namespace() == null
                ? Optional.empty()
                : place.get(ResourceKind.BACKUPS, place.namespace(), said).map(PerconaServerMySQLBackup.class::cast);
        if (named.isPresent()) {
            return named.get();
        }
        List<PerconaServerMySQLBackup> all = place.backups();
        List<Predicate<PerconaServerMySQLBackup>> ways = List.of(
                backup -> said.equals(backup.getMetadata().getName()),
                backup -> ImportedBackup.tellsOf(backup, said),
                backup -> backup.getStatus().destination != null
                        && said.equals(BackupNames.lastSegment(backup.getStatus().destination)));
        return ways.stream()
                .map(way -> all.stream().filter(way).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> only(said, found))
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound,
                        "there is no backup " + said + " in " + place.title(),
                        "see dromedary get backups"));
    }

    private static PerconaServerMySQLBackup only(String said, List<PerconaServerMySQLBackup> found) {
        if (found.size() > 1) {
            throw new BackupException(
                    Reason.BackupNotFound,
                    said + " may be " + found.get(0).getMetadata().getName() + " or "
                            + found.get(1).getMetadata().getName(),
                    "say one of them");
        }
        return found.getFirst();
    }
}
