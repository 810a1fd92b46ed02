package dev.dromedary.app;

import dev.dromedary.api.BackupState;
import dev.dromedary.kube.Watches;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What alerts are made of, counted from what is watched when somebody asks. A cluster that is gone has no series any more,
 * and no series has the name of a backup.
 */
final class BackupMeters implements MultiCollector {
    private final Watches watches;
    private final InstantSource clock;

    BackupMeters(Watches watches, InstantSource clock) {
        this.watches = watches;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        return collect(
                BackupFigures.of(
                        watches.clusters().list(null), watches.backups().list(null)),
                watches.waiting(),
                clock.instant());
    }

    static MetricSnapshots collect(List<BackupFigures> clusters, int waiting, Instant now) {
        return MetricSnapshots.of(
                counts(clusters),
                gauge(
                        clusters,
                        "backup_last_succeeded",
                        "1 if the last backup that ended is good, 0 if not",
                        each -> each.lastSucceeded().map(good -> good ? 1 : 0)),
                gauge(clusters, "backup_age_seconds", "since the last good backup was complete", each -> each.age(now)
                        .map(Duration::toSeconds)),
                gauge(clusters, "backup_size_bytes", "size of the last good backup", BackupFigures::size),
                gauge(clusters, "backup_duration_seconds", "how long the last good backup took", each -> each.duration()
                        .map(Duration::toSeconds)),
                gauge(
                        clusters,
                        "backup_chain_length",
                        "members of the chain that the last good backup ends",
                        BackupFigures::chainLength),
                gauge("queue_depth", "resources that wait to be looked at", Stream.of(point(Labels.EMPTY, waiting))));
    }

    /** Zeros too: a cluster without a good backup is told from one that nobody watches. */
    private static MetricSnapshot counts(List<BackupFigures> clusters) {
        return gauge("backups", "backups by state", clusters.stream().flatMap(each -> Arrays.stream(
                        BackupState.values())
                .map(state -> point(labels(each).merge(Labels.of("state", name(state))), (double) each.count(state)))));
    }

    private static String name(BackupState state) {
        return state == BackupState.NEW ? "New" : state.wire();
    }

    private static MetricSnapshot gauge(
            List<BackupFigures> clusters,
            String name,
            String help,
            Function<BackupFigures, Optional<? extends Number>> figure) {
        return gauge(name, help, clusters.stream().flatMap(each -> figure.apply(each).stream()
                .map(value -> point(labels(each), value.doubleValue()))));
    }

    static MetricSnapshot gauge(String name, String help, Stream<GaugeDataPointSnapshot> points) {
        var gauge = GaugeSnapshot.builder().name("dromedary_" + name).help(help);
        points.forEach(gauge::dataPoint);
        return gauge.build();
    }

    private static Labels labels(BackupFigures figures) {
        return labels(figures.cluster());
    }

    static Labels labels(BackupFigures.Cluster cluster) {
        return Labels.of("namespace", cluster.namespace(), "cluster", cluster.name());
    }

    static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
