package dev.dromedary.app;

import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.kube.Watches;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the promise holds that data can be brought back: how old the newest restore point is, what schedules have missed,
 * what retention has removed. Counted from what is watched, and from what statuses remember, when somebody asks.
 */
final class PromiseMeters implements MultiCollector {
    private final Watches watches;
    private final InstantSource clock;

    PromiseMeters(Watches watches, InstantSource clock) {
        this.watches = watches;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        return collect(
                PromiseFigures.of(
                        watches.clusters().list(null), watches.backups().list(null)),
                clock.instant());
    }

    static MetricSnapshots collect(List<PromiseFigures> clusters, Instant now) {
        return MetricSnapshots.of(
                gauge(clusters, "restore_point_age_seconds", "since the newest restore point", each -> each.age(now)
                        .map(Duration::toSeconds)),
                scheduleAges(clusters, now),
                overdue(clusters, now),
                ticks(clusters, "schedule_missed", "times of a schedule that came to nothing", status -> status.missed),
                ticks(
                        clusters,
                        "schedule_made_up",
                        "times of a schedule that were missed and made up for",
                        status -> status.madeUp),
                gauge(
                        clusters,
                        "chains",
                        "chains that can be restored",
                        each -> Optional.of(each.chains().size())),
                gauge(
                        clusters,
                        "chain_age_seconds",
                        "since the base of the newest restore point was complete",
                        each -> each.chainAge(now).map(Duration::toSeconds)),
                gauge(
                        clusters,
                        "chain_bytes",
                        "size of the chain of the newest restore point",
                        PromiseFigures::chainBytes),
                gauge(
                        clusters,
                        "stored_bytes",
                        "size of all chains that can be restored",
                        each -> Optional.of(each.bytes())),
                counter(
                        clusters,
                        "prune_removed",
                        "chains that retention has removed",
                        each -> each.prune(prune -> prune.removed)),
                counter(
                        clusters,
                        "prune_failed",
                        "removals that did not succeed at once",
                        each -> each.prune(prune -> prune.failed)),
                gauge(
                        clusters,
                        "prune_failing",
                        "1 while retention cannot remove a chain",
                        each -> each.prune(prune -> prune.failing == null ? 0 : 1)));
    }

    private static MetricSnapshot scheduleAges(List<PromiseFigures> clusters, Instant now) {
        return BackupMeters.gauge(
                "schedule_restore_point_age_seconds",
                "since the newest restore point of a schedule",
                clusters.stream()
                        .flatMap(each -> each.schedules().stream().flatMap(schedule -> each.age(schedule, now).stream()
                                .map(age -> BackupMeters.point(labels(each, schedule), (double) age.toSeconds())))));
    }

    private static MetricSnapshot overdue(List<PromiseFigures> clusters, Instant now) {
        return BackupMeters.gauge(
                "schedule_overdue_seconds",
                "since a schedule was to fire and did not",
                clusters.stream().flatMap(each -> each.told().flatMap(status -> next(status).stream()
                        .map(next -> BackupMeters.point(labels(each, status.name), (double)
                                Math.max(0, Duration.between(next, now).toSeconds()))))));
    }

    private static Optional<Instant> next(ScheduleStatus status) {
        try {
            return Optional.ofNullable(status.nextScheduleTime).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static MetricSnapshot ticks(
            List<PromiseFigures> clusters, String name, String help, Function<ScheduleStatus, Long> count) {
        var counter = CounterSnapshot.builder().name("dromedary_" + name).help(help);
        clusters.forEach(each -> each.told()
                .forEach(status -> counter.dataPoint(
                        point(labels(each, status.name), Objects.requireNonNullElse(count.apply(status), 0L)))));
        return counter.build();
    }

    private static MetricSnapshot gauge(
            List<PromiseFigures> clusters,
            String name,
            String help,
            Function<PromiseFigures, Optional<? extends Number>> figure) {
        return BackupMeters.gauge(name, help, clusters.stream().flatMap(each -> figure.apply(each).stream()
                .map(value -> BackupMeters.point(BackupMeters.labels(each.cluster()), value.doubleValue()))));
    }

    private static MetricSnapshot counter(
            List<PromiseFigures> clusters, String name, String help, Function<PromiseFigures, Optional<Long>> figure) {
        var counter = CounterSnapshot.builder().name("dromedary_" + name).help(help);
        clusters.forEach(each -> figure.apply(each)
                .ifPresent(value -> counter.dataPoint(point(BackupMeters.labels(each.cluster()), value))));
        return counter.build();
    }

    private static CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }

    private static Labels labels(PromiseFigures figures, String schedule) {
        return BackupMeters.labels(figures.cluster()).merge(Labels.of("schedule", schedule));
    }
}
