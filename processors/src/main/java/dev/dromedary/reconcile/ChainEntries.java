package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.Manifest;
import dev.dromedary.status.BackupException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is known of the backups of a storage: by their manifests, and where those cannot be read by their resources. */
public final class ChainEntries {
    private static final Comparator<PerconaServerMySQLBackup> PLACE = Comparator.comparing(
                    (PerconaServerMySQLBackup backup) -> position(backup).orElse(Integer.MAX_VALUE))
            .thenComparing(backup -> text(backup.getStatus().completed))
            .thenComparing(backup -> text(backup.getMetadata().getCreationTimestamp()));

    private ChainEntries() {}

    /**
     * What manifests tell, and of resources what manifests do not.
     *
     * @param catalogue of the storage, of one cluster
     * @param backups that have their place in this storage
     */
    public static List<ChainEntry> of(Catalogue catalogue, List<PerconaServerMySQLBackup> backups) {
        Map<String, PerconaServerMySQLBackup> resources = new HashMap<>();
        backups.stream()
                .filter(backup -> backup.getStatus().destination != null)
                .forEach(backup -> resources.putIfAbsent(backup.getStatus().destination, backup));
        Map<String, String> here = new HashMap<>();
        catalogue.found().forEach(found -> here.put(found.member().destination(), found.destination()));
        List<ChainEntry> entries = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Catalogue.Found found : catalogue.found()) {
            told.add(found.destination());
            entries.add(entry(found, resources.get(found.destination()), here, catalogue.broken(found)));
        }
        catalogue.unreadable().forEach((destination, why) -> {
            told.add(destination);
            entries.add(unreadable(destination, resources.get(destination), why));
        });
        List<PerconaServerMySQLBackup> others = backups.stream()
                .filter(backup -> !told.contains(String.valueOf(backup.getStatus().destination)))
                .toList();
        entries.addAll(of(others, true));
        return entries;
    }

    private static ChainEntry entry(
            Catalogue.Found found,
            PerconaServerMySQLBackup resource,
            Map<String, String> here,
            Optional<BackupException> broken) {
        Manifest manifest = found.manifest();
        return new ChainEntry(
                name(found.destination(), resource),
                found.destination(),
                manifest.parent()
                        .map(parent -> here.getOrDefault(parent.destination(), parent.destination()))
                        .orElse(null),
                state(resource, BackupState.SUCCEEDED),
                true,
                manifest.from(),
                manifest.to(),
                manifest.completed().truncatedTo(ChronoUnit.SECONDS),
                manifest.size(),
                broken.map(BackupException::getMessage).orElse(null));
    }

    private static ChainEntry unreadable(String destination, PerconaServerMySQLBackup resource, BackupException why) {
        String base = BackupNames.baseOf(destination);
        return new ChainEntry(
                name(destination, resource),
                destination,
                base.equals(destination) ? null : base,
                state(resource, BackupState.UNKNOWN),
                true,
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

    /** What resources tell; they do not name parents, so those follow from the places in the chain. */
    public static List<ChainEntry> of(List<PerconaServerMySQLBackup> backups) {
        return of(backups, false);
    }

    private static List<ChainEntry> of(List<PerconaServerMySQLBackup> backups, boolean manifestMissing) {
        Map<String, List<PerconaServerMySQLBackup>> chains = new LinkedHashMap<>();
        for (PerconaServerMySQLBackup backup : backups) {
            chains.computeIfAbsent(base(backup), any -> new ArrayList<>()).add(backup);
        }
        List<ChainEntry> entries = new ArrayList<>();
        chains.values().forEach(chain -> {
            PerconaServerMySQLBackup before = null;
            String broken = null;
            for (PerconaServerMySQLBackup backup : chain.stream().sorted(PLACE).toList()) {
                String problem = problem(backup, before, manifestMissing);
                boolean complete = backup.getStatus().stateOrNew() == BackupState.SUCCEEDED;
                broken = problem != null && complete ? problem : broken;
                entries.add(entry(backup, before, problem == null ? broken : problem));
                before = complete ? backup : before;
            }
        });
        return entries;
    }

    private static String base(PerconaServerMySQLBackup backup) {
        String destination = backup.getStatus().destination;
        return destination == null ? backup.getMetadata().getName() : BackupNames.baseOf(destination);
    }

    private static ChainEntry entry(PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before, String problem) {
        BackupStatus status = backup.getStatus();
        String destination = Objects.requireNonNullElse(
                status.destination, backup.getMetadata().getName());
        boolean increment = BackupNames.isIncrement(destination);
        String parent = before == null ? base(backup) : before.getStatus().destination;
        return new ChainEntry(
                backup.getMetadata().getName(),
                destination,
                increment ? parent : null,
                status.stateOrNew().wire(),
                status.stateOrNew() == BackupState.SUCCEEDED,
                lsn(status.fromLsn),
                lsn(status.toLsn),
                status.completed == null ? null : Instant.parse(status.completed),
                status.size,
                problem);
    }

    private static Lsn lsn(Long value) {
        return value == null ? null : new Lsn(value);
    }

    private static String problem(
            PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before, boolean manifestMissing) {
        BackupStatus status = backup.getStatus();
        if (status.stateOrNew() != BackupState.SUCCEEDED) {
            return status.stateOrNew().terminal()
                    ? Objects.requireNonNullElse(status.stateDescription, "it did not succeed")
                    : null;
        }
        if (Conditions.fails(status.conditions, RestoreStage.VERIFIED.type())) {
            return Conditions.find(status.conditions, RestoreStage.VERIFIED.type())
                    .orElseThrow()
                    .getMessage();
        }
        if (manifestMissing && status.toLsn != null) {
            return "its manifest is missing";
        }
        return BackupNames.isIncrement(text(status.destination)) ? link(backup, before) : null;
    }

    /** The reference's backups have no lsns in their statuses, so that nothing can be said of their links. */
    private static String link(PerconaServerMySQLBackup backup, PerconaServerMySQLBackup before) {
        if (before == null) {
            return "its base " + base(backup) + " has no resource";
        }
        Long from = backup.getStatus().fromLsn;
        Long to = before.getStatus().toLsn;
        boolean apart = position(backup).isPresent()
                && position(before).isPresent()
                && position(backup).get() - position(before).get() > 1;
        if (apart) {
            return "a backup between it and " + before.getMetadata().getName() + " has no resource";
        }
        return from == null || to == null || from.equals(to)
                ? null
                : "it starts at lsn " + from + ", but " + before.getMetadata().getName() + " ends at " + to;
    }

    private static Optional<Integer> position(PerconaServerMySQLBackup backup) {
        return Optional.ofNullable(backup.getStatus().chain).map(chain -> chain.position);
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
