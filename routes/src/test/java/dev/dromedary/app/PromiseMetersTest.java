package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.schedule.ScheduledName;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PromiseMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final PerconaServerMySQL cluster = new PerconaServerMySQL();
    private final List<PerconaServerMySQLBackup> backups = new ArrayList<>();

    PromiseMetersTest() {
        cluster.getMetadata().setNamespace("ns");
        cluster.getMetadata().setName("c");
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        cluster.getStatus().backup = new BackupsStatus();
    }

    private PerconaServerMySQLBackup backup(String base, int position, int hour) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setNamespace("ns");
        backup.getMetadata().setName(base + "-" + position);
        backup.getSpec().clusterName = "c";
        backup.getStatus().state = BackupState.SUCCEEDED;
        backup.getStatus().storage = new StorageSpec();
        backup.getStatus().storage.type = "file";
        String destination = "file:///backups/" + base + "-full";
        backup.getStatus().destination = position == 0 ? destination : destination + ".incr/c-" + position + "-incr";
        backup.getStatus().completed = "2026-11-25T%02d:00:00Z".formatted(hour);
        backup.getStatus().size = 100L;
        backup.getStatus().chain = new ChainPlace();
        backup.getStatus().chain.position = position;
        backups.add(backup);
        return backup;
    }

    private static void by(PerconaServerMySQLBackup backup, String schedule) {
        String ancestor = new ScheduledName("ns", "c", schedule, "", null, "", null).ancestor();
        backup.getMetadata().setLabels(Map.of(Names.ANCESTOR_LABEL, ancestor));
    }

    private Schedule schedule(String name) {
        Schedule schedule = new Schedule();
        schedule.name = name;
        schedule.schedule = "@daily";
        cluster.getSpec().backup.schedule.add(schedule);
        return schedule;
    }

    private ScheduleStatus told(String name) {
        ScheduleStatus status = new ScheduleStatus();
        status.name = name;
        cluster.getStatus().backup.schedules.add(status);
        return status;
    }

    /** The values of a meter by its labels, as {@code c} or {@code c/schedule}. */
    private Map<String, Double> values(String meter) {
        Map<String, Double> values = new TreeMap<>();
        PromiseMeters.collect(PromiseFigures.of(List.of(cluster), backups), NOW).stream()
                .filter(snapshot -> snapshot.getMetadata().getPrometheusName().equals("dromedary_" + meter))
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .forEach(point -> values.put(key(point.getLabels()), value(point)));
        return values;
    }

    private static String key(Labels labels) {
        String schedule = labels.get("schedule");
        return labels.get("cluster") + (schedule == null ? "" : "/" + schedule);
    }

    private static double value(DataPointSnapshot point) {
        return point instanceof CounterSnapshot.CounterDataPointSnapshot counter
                ? counter.getValue()
                : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue();
    }

    @Test
    void aRestorePointNeedsItsWholeChain() {
        backup("old", 0, 1);
        backup("new", 0, 6);
        backup("new", 1, 7);
        PerconaServerMySQLBackup second = backup("new", 2, 8);
        backup("new", 3, 9);
        assertThat(values("restore_point_age_seconds")).containsExactly(Map.entry("c", 3 * 3600.0));

        second.getStatus()
                .conditions
                .add(new ConditionBuilder()
                        .withType("Verified")
                        .withStatus("False")
                        .build());
        assertThat(values("restore_point_age_seconds")).containsExactly(Map.entry("c", 5 * 3600.0));
        assertThat(values("chain_bytes")).containsExactly(Map.entry("c", 200.0));

        backups.remove(second);
        assertThat(values("restore_point_age_seconds"))
                .as("a missing one ends it too")
                .containsExactly(Map.entry("c", 5 * 3600.0));
        backups.removeIf(backup -> backup.getMetadata().getName().equals("new-0"));
        assertThat(values("restore_point_age_seconds")).containsExactly(Map.entry("c", 11 * 3600.0));
    }

    @Test
    void chainsHaveAnAgeAndASize() {
        backup("old", 0, 1);
        backup("new", 0, 6);
        backup("new", 1, 10);

        assertThat(values("chain_age_seconds")).containsExactly(Map.entry("c", 6 * 3600.0));
        assertThat(values("chain_bytes")).containsExactly(Map.entry("c", 200.0));
        assertThat(values("stored_bytes")).containsExactly(Map.entry("c", 300.0));
        assertThat(values("chains")).containsExactly(Map.entry("c", 2.0));
    }

    @Test
    void eachScheduleAtWorkHasItsOwnRestorePoint() {
        schedule("nightly");
        schedule("hourly");
        schedule("paused").suspend = true;
        schedule("off").schedule = "";
        by(backup("new", 0, 6), "nightly");
        by(backup("new", 1, 10), "hourly");
        by(backup("other", 0, 11), "paused");
        by(backup("another", 0, 11), "off");

        assertThat(values("schedule_restore_point_age_seconds"))
                .containsExactly(Map.entry("c/hourly", 2 * 3600.0), Map.entry("c/nightly", 6 * 3600.0));
    }

    @Test
    void ticksAreCountedAndALateOneIsSeen() {
        ScheduleStatus late = told("late");
        late.missed = 3L;
        late.madeUp = 2L;
        late.nextScheduleTime = "2026-11-25T11:50:00Z";
        ScheduleStatus good = told("good");
        good.nextScheduleTime = "2026-11-25T12:50:00Z";
        told("paused");

        assertThat(values("schedule_missed"))
                .containsExactly(Map.entry("c/good", 0.0), Map.entry("c/late", 3.0), Map.entry("c/paused", 0.0));
        assertThat(values("schedule_made_up")).containsEntry("c/late", 2.0);
        assertThat(values("schedule_overdue_seconds"))
                .containsExactly(Map.entry("c/good", 0.0), Map.entry("c/late", 600.0));
    }

    @Test
    void whatRetentionDoesIsCounted() {
        assertThat(values("prune_failing")).isEmpty();
        PruneStatus prune = new PruneStatus();
        prune.removed = 4L;
        cluster.getStatus().backup.prune = prune;
        assertThat(values("prune_removed")).containsExactly(Map.entry("c", 4.0));
        assertThat(values("prune_failed")).isEmpty();
        assertThat(values("prune_failing")).containsExactly(Map.entry("c", 0.0));

        prune.failing = "backup b does not go";
        prune.failed = 1L;
        assertThat(values("prune_failing")).containsExactly(Map.entry("c", 1.0));
        assertThat(values("prune_failed")).containsExactly(Map.entry("c", 1.0));
    }

    @Test
    void aClusterWhoseResourceIsGoneStillHasItsRestorePoint() {
        backup("new", 0, 6);

        assertThat(PromiseMeters.collect(PromiseFigures.of(List.of(), backups), NOW).stream()
                        .filter(meter -> !meter.getDataPoints().isEmpty())
                        .map(MetricSnapshot::getMetadata)
                        .map(metadata -> metadata.getPrometheusName()))
                .contains("dromedary_restore_point_age_seconds", "dromedary_stored_bytes");
    }
}
