package dev.dromedary.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.part.Hash;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.StoredBackup;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A backup resource rebuilt from a manifest, or from what a backup of the reference tells instead. It has no finalizer: the resource was not asked for by anybody who wants to
 * have the objects removed with it. Made twice, it is the same.
 *
 * @param namespace where the resource is to be
 * @param cluster that it is a backup of
 * @param storageName of the storage in that cluster
 * @param storage that the manifest was read from
 */
public record ImportedBackup(String namespace, String cluster, String storageName, StorageSpec storage) {
    /** With the hash, the longest name of a Job of the backup, xb-inspect-..., is cut nowhere. */
    private static final int LONGEST = 45;

    private static final int HASH = 6;

    /** Whether it stands for a stored backup, but its status is not written yet. It must not be taken for a new one. */
    public static boolean unfinished(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.NEW
                && destination(backup).isPresent();
    }

    /** Where the backup is that a resource was made for by an import; empty for one that was taken. */
    public static Optional<String> destination(PerconaServerMySQLBackup backup) {
        return Optional.ofNullable(backup.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.IMPORTED_ANNOTATION));
    }

    /** Uid of the resource that took a backup which was imported; what is stored of it is known by that. */
    public static Optional<String> takenBy(PerconaServerMySQLBackup backup) {
        return Optional.ofNullable(backup.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.TAKEN_BY_ANNOTATION));
    }

    /**
     * The name of the resource for a destination: its last part, and six digits of the hash of the whole, since last parts
     * are the same in each copy of a bucket.
     */
    public static String name(String destination) {
        String last =
                BackupNames.lastSegment(destination).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-");
        // The end says more than the beginning: time and type.
        String cut = last.substring(Math.max(0, last.length() - LONGEST)).replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        String labels = cut.replaceAll("[.-]*\\.[.-]*", ".");
        String hash = Hash.sha256(destination.getBytes(UTF_8)).substring(0, HASH);
        return labels.isEmpty() ? "backup-" + hash : labels + "-" + hash;
    }

    /** Whether a resource tells of what lies at a destination, in its own storage or as a copy. */
    public static boolean tellsOf(PerconaServerMySQLBackup backup, String destination) {
        return told(backup).anyMatch(destination::equals);
    }

    private static Stream<String> told(PerconaServerMySQLBackup backup) {
        var status = backup.getStatus();
        return status.destination == null
                ? destination(backup).stream()
                : Stream.concat(
                                Stream.of(status.destination),
                                status.copies.stream().map(copy -> copy.destination))
                        .filter(Objects::nonNull);
    }

    /** Those of this cluster that have no finished resource yet. */
    public List<PerconaServerMySQLBackup> missing(
            List<StoredBackup> stored, List<PerconaServerMySQLBackup> existing, Instant now) {
        Set<String> told = existing.stream()
                .filter(backup -> !unfinished(backup))
                .flatMap(ImportedBackup::told)
                .collect(Collectors.toSet());
        return stored.stream()
                .filter(found -> cluster.equals(found.cluster()))
                .filter(found -> !told.contains(found.destination()))
                .map(found -> of(found, now))
                .toList();
    }

    /** How many backups of other clusters lie there. */
    public long ofOthers(List<StoredBackup> stored) {
        return stored.stream().filter(found -> !cluster.equals(found.cluster())).count();
    }

    /** The resource, with its status. */
    public PerconaServerMySQLBackup of(StoredBackup found, Instant now) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setNamespace(namespace);
        backup.getMetadata().setName(name(found.destination()));
        backup.getMetadata().setAnnotations(annotations(found));
        backup.getSpec().clusterName = cluster;
        backup.getSpec().storageName = storageName;
        backup.getSpec().type = BackupType.valueOf(found.facts().type());
        status(backup, found, now);
        return backup;
    }

    private static Map<String, String> annotations(StoredBackup found) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Names.IMPORTED_ANNOTATION, found.destination());
        if (found.sealed()) {
            annotations.put(Names.TAKEN_BY_ANNOTATION, found.takenBy());
        }
        if (found.extended() || found.facts().position() > 0) {
            annotations.put(
                    Names.BASE_BACKUP_ANNOTATION,
                    BackupNames.lastSegment(found.facts().base()));
        }
        return annotations;
    }

    private void status(PerconaServerMySQLBackup backup, StoredBackup found, Instant now) {
        var status = backup.getStatus();
        BackupFacts facts = found.facts();
        status.type = backup.getSpec().type == BackupType.FULL ? "full" : "incremental";
        status.destination = found.destination();
        status.storage = storage;
        CompleteBackup.write(status, facts);
        StatusChange change =
                new StatusChange(backup, status.conditions, generation -> status.observedGeneration = generation, now);
        change.condition(
                Conditions.READY,
                true,
                "Succeeded",
                "the backup is complete, as its " + (found.sealed() ? "manifest says: " : "own files say: ")
                        + CompleteBackup.text(facts));
        if (found.broken() != null) {
            // An increment that extends nothing known has no place.
            status.chain.position = backup.getSpec().type == BackupType.INCREMENTAL && facts.position() == 0
                    ? null
                    : Integer.valueOf(facts.position());
            change.condition("ChainIntact", false, found.broken(), found.message());
        } else if (facts.position() == 0) {
            change.condition("ChainIntact", true, "Base", "it starts a chain");
        } else {
            change.condition("ChainIntact", true, "Linked", "it goes on from lsn " + facts.fromLsn());
        }
    }

    /** The resources that were made and have no status yet, by the destinations that they stand for. */
    public static Map<String, PerconaServerMySQLBackup> begun(List<PerconaServerMySQLBackup> existing) {
        Map<String, PerconaServerMySQLBackup> begun = new HashMap<>();
        existing.stream()
                .filter(ImportedBackup::unfinished)
                .forEach(backup -> begun.putIfAbsent(destination(backup).orElseThrow(), backup));
        return begun;
    }
}
