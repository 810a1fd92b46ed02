package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackupMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final List<PerconaServerMySQL> clusters = new ArrayList<>();
    private final List<PerconaServerMySQLBackup> backups = new ArrayList<>();

    private PerconaServerMySQL cluster(String name) {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        cluster.getMetadata().setNamespace("ns");
        cluster.getMetadata().setName(name);
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        clusters.add(cluster);
        return cluster;
    }

    private PerconaServerMySQLBackup backup(String cluster, BackupState state) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setNamespace("ns");
        backup.getMetadata().setName("b" + backups.size());
        backup.getMetadata().setCreationTimestamp("2026-11-25T0" + backups.size() + ":00:00Z");
        backup.getSpec().clusterName = cluster;
        backup.getStatus().state = state;
        backups.add(backup);
        return backup;
    }

    private PerconaServerMySQLBackup good(String cluster, String completed, long size, String duration, int position) {
        PerconaServerMySQLBackup backup = backup(cluster, BackupState.SUCCEEDED);
        backup.getStatus().completed = completed;
        backup.getStatus().size = size;
        backup.getStatus().duration = duration;
        backup.getStatus().chain = new ChainPlace();
        backup.getStatus().chain.position = position;
        return backup;
    }

    /** The values of a meter by its labels, as {@code cluster} or {@code cluster/state}. */
    private Map<String, Double> values(String meter) {
        Map<String, Double> values = new TreeMap<>();
        BackupMeters.collect(BackupFigures.of(clusters, backups), 7, NOW).stream()
                .filter(snapshot -> snapshot.getMetadata().getPrometheusName().equals(meter))
                .flatMap(snapshot -> ((GaugeSnapshot) snapshot).getDataPoints().stream())
                .forEach(point -> values.put(key(point.getLabels()), point.getValue()));
        return values;
    }

    private static String key(Labels labels) {
        String state = labels.get("state");
        return labels.get("cluster") + (state == null ? "" : "/" + state);
    }

    @Test
    void theLastGoodBackupIsTheOneThatWasCompletedLast() {
        good("c", "2026-11-25T10:00:00Z", 10, "1h0m1s", 0);
        good("c", "2026-11-25T11:00:00Z", 20, "1m2s", 1);
        good("c", "2026-11-25T09:00:00Z", 30, "3s", 0);
        backup("c", BackupState.FAILED);

        assertThat(values("dromedary_backup_age_seconds")).containsExactly(Map.entry("c", 3600.0));
        assertThat(values("dromedary_backup_size_bytes")).containsExactly(Map.entry("c", 20.0));
        assertThat(values("dromedary_backup_duration_seconds")).containsExactly(Map.entry("c", 62.0));
        assertThat(values("dromedary_backup_chain_length")).containsExactly(Map.entry("c", 2.0));
    }

    @Test
    void whetherTheLastOneThatEndedIsGoodIsSaid() {
        backup("bad", BackupState.SUCCEEDED);
        backup("bad", BackupState.ERROR);
        backup("bad", BackupState.RUNNING);
        backup("good", BackupState.FAILED);
        backup("good", BackupState.SUCCEEDED);
        backup("new", BackupState.STARTING);

        assertThat(values("dromedary_backup_last_succeeded"))
                .containsExactly(Map.entry("bad", 0.0), Map.entry("good", 1.0));
    }

    @Test
    void aClusterWithoutAGoodBackupHasZerosAndOneWithoutBackupsNothing() {
        cluster("young");
        cluster("off").getSpec().backup.enabled = false;
        cluster("none").getSpec().backup = null;

        assertThat(values("dromedary_backups"))
                .containsEntry("young/Succeeded", 0.0)
                .hasSize(7);
        assertThat(values("dromedary_backup_age_seconds")).isEmpty();
    }

    @Test
    void backupsAreCountedByState() {
        backup("c", BackupState.NEW);
        backup("c", BackupState.SUCCEEDED);
        backup("c", BackupState.SUCCEEDED);

        assertThat(values("dromedary_backups"))
                .containsEntry("c/New", 1.0)
                .containsEntry("c/Succeeded", 2.0)
                .containsEntry("c/Failed", 0.0);
    }

    @Test
    void theQueueIsMeasured() {
        assertThat(values("dromedary_queue_depth")).containsExactly(Map.entry("null", 7.0));
    }

    @Test
    void aBackupOfTheReferenceMayLackWhatWeAdd() {
        PerconaServerMySQLBackup theirs = backup("c", BackupState.SUCCEEDED);
        theirs.getStatus().completed = "2026-11-25T11:00:00+00:00";

        assertThat(values("dromedary_backup_age_seconds")).containsExactly(Map.entry("c", 3600.0));
        assertThat(values("dromedary_backup_size_bytes")).isEmpty();
        assertThat(values("dromedary_backup_chain_length")).isEmpty();
    }
}
