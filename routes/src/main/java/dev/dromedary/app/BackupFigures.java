package dev.dromedary.app;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the backups of a cluster come to. */
record BackupFigures(Cluster cluster, List<PerconaServerMySQLBackup> backups) {
    /** A cluster by name; its resource may be gone. */
    record Cluster(String namespace, String name) implements Comparable<Cluster> {
        private static final Comparator<Cluster> ORDER =
                Comparator.comparing(Cluster::namespace).thenComparing(Cluster::name);

        @Override
        public int compareTo(Cluster other) {
            return ORDER.compare(this, other);
        }
    }

    /** Of each cluster that is to be backed up or was. */
    static List<BackupFigures> of(List<PerconaServerMySQL> clusters, List<PerconaServerMySQLBackup> backups) {
        Map<Cluster, List<PerconaServerMySQLBackup>> all = new TreeMap<>();
        for (PerconaServerMySQL cluster : clusters) {
            if (cluster.getSpec().backup != null && cluster.getSpec().backup.on()) {
                var metadata = cluster.getMetadata();
                all.put(new Cluster(metadata.getNamespace(), metadata.getName()), new ArrayList<>());
            }
        }
        for (PerconaServerMySQLBackup backup : backups) {
            Cluster cluster = new Cluster(backup.getMetadata().getNamespace(), backup.getSpec().clusterName);
            all.computeIfAbsent(cluster, none -> new ArrayList<>()).add(backup);
        }
        return all.entrySet().stream()
                .map(entry -> new BackupFigures(entry.getKey(), entry.getValue()))
                .toList();
    }

    long count(BackupState state) {
        return backups.stream().filter(backup -> state(backup) == state).count();
    }

    /** Whether the last one that ended is good; empty where none has ended. */
    Optional<Boolean> lastSucceeded() {
        return backups.stream()
                .filter(backup -> state(backup).terminal())
                .max(Comparator.comparing(backup -> backup.getMetadata().getCreationTimestamp()))
                .map(backup -> state(backup) == BackupState.SUCCEEDED);
    }

    private Optional<PerconaServerMySQLBackup> good() {
        return backups.stream()
                .filter(backup -> state(backup) == BackupState.SUCCEEDED && backup.getStatus().completed != null)
                .max(Comparator.comparing(backup -> Instant.parse(backup.getStatus().completed)));
    }

    /** Since the last good backup was complete. */
    Optional<Duration> age(Instant now) {
        return good().map(backup -> Duration.between(Instant.parse(backup.getStatus().completed), now));
    }

    /** Bytes of the last good backup. */
    Optional<Long> size() {
        return good().map(backup -> backup.getStatus().size);
    }

    /** How long the last good backup took. */
    Optional<Duration> duration() {
        // A status says 1h2m3s, which is Java's spelling but for the first letters.
        return good().map(backup -> backup.getStatus().duration).map(text -> Duration.parse("PT" + text));
    }

    /** Members of the chain that the last good backup ends. */
    Optional<Integer> chainLength() {
        return good().map(backup -> backup.getStatus().chain)
                .map(chain -> chain.position)
                .map(position -> position + 1);
    }

    private static BackupState state(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew();
    }
}
