package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Parent;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is known of the backups of a storage: by their manifests, and where those cannot be read by their resources. */
public final class ChainEntries {
    private ChainEntries() {}

    /**
     * What manifests tell, and of resources what manifests do not.
     *
     * @param catalogue of the storage, of one cluster
     * @param backups of the cluster
     * @param here whether a backup has its place in this storage; another one may have a copy in it
     */
    public static List<ChainEntry> of(
            Catalogue catalogue, List<PerconaServerMySQLBackup> backups, Predicate<PerconaServerMySQLBackup> here) {
        Map<String, PerconaServerMySQLBackup> resources = byDestination(backups);
        Map<String, String> places = new HashMap<>();
        catalogue.found().forEach(found -> places.put(found.member().destination(), found.destination()));
        List<ChainEntry> entries = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Catalogue.Found found : catalogue.found()) {
            told.add(found.destination());
            entries.add(entry(found, resources.get(found.destination()), places, catalogue.broken(found)));
        }
        catalogue.unreadable().forEach((destination, why) -> {
            told.add(destination);
            entries.add(unreadable(destination, resources.get(destination), why));
        });
        List<PerconaServerMySQLBackup> others = backups.stream()
                .filter(here)
                .filter(backup -> StoredPlace.nearest(backup)
                        .filter(place -> told.contains(place.destination()))
                        .isEmpty())
                .toList();
        entries.addAll(EntriesOfResources.of(others, true));
        return entries;
    }

    private static Map<String, PerconaServerMySQLBackup> byDestination(List<PerconaServerMySQLBackup> backups) {
        Map<String, PerconaServerMySQLBackup> resources = new HashMap<>();
        for (PerconaServerMySQLBackup backup : backups) {
            resources.putIfAbsent(backup.getStatus().destination, backup);
            backup.getStatus().copies.forEach(copy -> resources.putIfAbsent(copy.destination, backup));
        }
        return resources;
    }

    private static ChainEntry entry(
            Catalogue.Found found,
            PerconaServerMySQLBackup resource,
            Map<String, String> places,
            Optional<BackupException> broken) {
        Manifest manifest = found.manifest();
        return new ChainEntry(
                name(found.destination(), resource),
                found.destination(),
                parent(found, places),
                state(resource, BackupState.SUCCEEDED),
                true,
                manifest.from(),
                manifest.to(),
                manifest.completed().truncatedTo(ChronoUnit.SECONDS),
                manifest.size(),
                broken.map(why -> why(found, why)).orElse(null));
    }

    /** What is not known to extend anything stands below its base, as it lies there. */
    private static String parent(Catalogue.Found found, Map<String, String> places) {
        Parent parent = found.manifest().parent();
        if (parent == null) {
            return below(found.destination());
        }
        return places.getOrDefault(parent.destination(), parent.destination());
    }

    /** The destination of the base that an increment lies below; null for a base. */
    private static String below(String destination) {
        String base = BackupNames.baseOf(destination);
        return base.equals(destination) ? null : base;
    }

    /** Without the words that say of whom it is: it is said beside the name. */
    private static String why(Catalogue.Found found, BackupException why) {
        String itself = found.member().destination();
        String ofWhom = "the chain of " + itself + " is ";
        return why.getMessage()
                .replace(ofWhom + "broken: ", "")
                .replace(ofWhom + "not clear: ", "")
                .replaceFirst("^" + Pattern.quote(itself), "it");
    }

    private static ChainEntry unreadable(String destination, PerconaServerMySQLBackup resource, BackupException why) {
        return new ChainEntry(
                name(destination, resource),
                destination,
                below(destination),
                state(resource, BackupState.UNKNOWN),
                // What a failed run has left was no backup ever.
                why.reason() != Reason.StreamIncomplete,
                null,
                null,
                null,
                null,
                why.getMessage());
    }

    private static String state(PerconaServerMySQLBackup resource, BackupState otherwise) {
        return resource == null
                ? otherwise.wire()
                : resource.getStatus().stateOrNew().wire();
    }

    private static String name(String destination, PerconaServerMySQLBackup resource) {
        return resource == null
                ? ImportedBackup.name(destination)
                : resource.getMetadata().getName();
    }

    /** What resources tell. */
    public static List<ChainEntry> of(List<PerconaServerMySQLBackup> backups) {
        return EntriesOfResources.of(backups, false);
    }
}
