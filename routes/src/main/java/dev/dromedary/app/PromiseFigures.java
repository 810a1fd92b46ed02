package dev.dromedary.app;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.reconcile.Ancestors;
import dev.dromedary.reconcile.BackupChain;
import dev.dromedary.reconcile.BackupChain.RestorePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a cluster's chains are good for: from when its data can be brought back. A backup that has succeeded counts only
 * where all that it extends is there, and none of it is known to be damaged.
 */
record PromiseFigures(BackupFigures.Cluster cluster, Optional<PerconaServerMySQL> resource, List<Chain> chains) {
    /** A chain, and those of its members that can be restored; there is one at least. */
    record Chain(BackupChain chain, List<RestorePoint> restorable) {
        Instant newest() {
            return restorable.getLast().time();
        }

        long bytes() {
            return restorable.stream()
                    .map(point -> point.backup().getStatus().size)
                    .filter(Objects::nonNull)
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Of each cluster that is to be backed up or was. */
    static List<PromiseFigures> of(List<PerconaServerMySQL> clusters, List<PerconaServerMySQLBackup> backups) {
        Map<BackupFigures.Cluster, PerconaServerMySQL> known = new HashMap<>();
        clusters.forEach(cluster -> known.put(
                new BackupFigures.Cluster(
                        cluster.getMetadata().getNamespace(),
                        cluster.getMetadata().getName()),
                cluster));
        return BackupFigures.of(clusters, backups).stream()
                .map(each -> new PromiseFigures(
                        each.cluster(), Optional.ofNullable(known.get(each.cluster())), chains(each.backups())))
                .toList();
    }

    private static List<Chain> chains(List<PerconaServerMySQLBackup> backups) {
        return BackupChain.of(backups).stream()
                .map(chain -> new Chain(chain, chain.restorable()))
                .filter(chain -> !chain.restorable().isEmpty())
                .toList();
    }

    private Optional<Chain> current() {
        return chains.stream().max(Comparator.comparing(Chain::newest));
    }

    /** Since the newest restore point. */
    Optional<Duration> age(Instant now) {
        return current().map(chain -> Duration.between(chain.newest(), now));
    }

    /** Since the newest restore point that a schedule has made. */
    Optional<Duration> age(String schedule, Instant now) {
        Ancestors ancestors = resource.map(Ancestors::of).orElse(new Ancestors(Map.of()));
        return chains.stream()
                .flatMap(chain -> chain.restorable().stream())
                .filter(point -> ancestors.schedule(point.backup()).equals(schedule))
                .map(RestorePoint::time)
                .max(Comparator.naturalOrder())
                .map(newest -> Duration.between(newest, now));
    }

    /** Since the base of the chain with the newest restore point was complete. */
    Optional<Duration> chainAge(Instant now) {
        return current()
                .map(chain -> Duration.between(chain.restorable().getFirst().time(), now));
    }

    /** Bytes of that chain. */
    Optional<Long> chainBytes() {
        return current().map(Chain::bytes);
    }

    /** Bytes of all chains, in one of their storages. */
    long bytes() {
        return chains.stream().mapToLong(Chain::bytes).sum();
    }

    /** The names of the schedules that are at work: one that is paused makes no promise. */
    List<String> schedules() {
        return resource.map(known -> known.getSpec().backup).filter(BackupSection::on).stream()
                .flatMap(section -> section.schedule.stream())
                .filter(entry ->
                        !Boolean.TRUE.equals(entry.suspend) && entry.schedule != null && !entry.schedule.isBlank())
                .map((Schedule entry) -> entry.name)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** What is known of the schedules. */
    Stream<ScheduleStatus> told() {
        return resource.map(known -> known.getStatus().backup).stream()
                .flatMap(backup -> backup.schedules.stream())
                .filter(status -> status.name != null);
    }

    /** A counter of the retention, or another figure; empty where it has never had anything to say. */
    <T> Optional<T> prune(Function<PruneStatus, T> figure) {
        return resource.map(known -> known.getStatus().backup)
                .map(backup -> backup.prune)
                .map(figure);
    }
}
