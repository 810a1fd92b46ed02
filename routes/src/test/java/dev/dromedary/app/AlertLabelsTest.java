package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupsStatus;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.api.StorageSpec;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An alert that asks for a label or a state that its meter does not have would never be raised. */
class AlertLabelsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Pattern METER = Pattern.compile("dromedary_\\w+");

    /** Before a matcher, after "by", and in what is said of the alert. */
    private static final Pattern LABEL =
            Pattern.compile("[{,]\\s*(?<matched>\\w+)\\s*[=!]|by \\((?<by>[\\w, ]+)\\)|\\$labels\\.(?<told>\\w+)");

    private static final Pattern STATES = Pattern.compile("state=~?\"(?<states>[\\w|]+)\"");

    static Stream<JsonNode> alerts() throws IOException {
        JsonNode file = new YAMLMapper()
                .readTree(DeployFiles.FOLDER
                        .resolve("alerts/prometheus-rule.yaml")
                        .toFile());
        return file.findParents("alert").stream();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertAsksForWhatItsMeterHas(JsonNode alert) {
        String expression = alert.get("expr").asText();
        String said = expression + alert.at("/annotations/summary").asText();
        MatchResult meter = METER.matcher(expression).results().findFirst().orElseThrow();
        List<Labels> points = points(meter.group().replaceFirst("_total$", ""));

        assertThat(points).isNotEmpty();
        assertThat(LABEL.matcher(said).results().flatMap(AlertLabelsTest::names))
                .isSubsetOf(points.getFirst().stream().map(Label::getName).toList());
        assertThat(STATES.matcher(expression)
                        .results()
                        .flatMap(found -> Stream.of(found.group("states").split("\\|"))))
                .isSubsetOf(points.stream()
                        .map(point -> point.get("state"))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static Stream<String> names(MatchResult found) {
        return Stream.of("matched", "by", "told")
                .map(found::group)
                .filter(Objects::nonNull)
                .flatMap(names -> Stream.of(names.split(", *")));
    }

    /** The labels of a meter's values, of a cluster that has a value for each. */
    private static List<Labels> points(String meter) {
        List<PerconaServerMySQL> clusters = List.of(cluster());
        List<PerconaServerMySQLBackup> backups = List.of(backup());
        return Stream.of(
                        BackupMeters.collect(BackupFigures.of(clusters, backups), 0, NOW),
                        PromiseMeters.collect(PromiseFigures.of(clusters, backups), NOW))
                .flatMap(MetricSnapshots::stream)
                .filter(each -> each.getMetadata().getPrometheusName().equals(meter))
                .flatMap(each -> each.getDataPoints().stream())
                .map(DataPointSnapshot::getLabels)
                .toList();
    }

    private static PerconaServerMySQL cluster() {
        PerconaServerMySQL cluster = new PerconaServerMySQL();
        cluster.getMetadata().setNamespace("ns");
        cluster.getMetadata().setName("c");
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        cluster.getStatus().backup = new BackupsStatus();
        cluster.getStatus().backup.prune = new PruneStatus();
        ScheduleStatus schedule = new ScheduleStatus();
        schedule.name = "daily";
        schedule.nextScheduleTime = "2026-11-25T11:00:00Z";
        cluster.getStatus().backup.schedules.add(schedule);
        return cluster;
    }

    private static PerconaServerMySQLBackup backup() {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setNamespace("ns");
        backup.getMetadata().setName("monday");
        backup.getSpec().clusterName = "c";
        var status = backup.getStatus();
        status.state = BackupState.SUCCEEDED;
        status.storage = new StorageSpec();
        status.storage.type = "file";
        status.destination = "file:///backups/c-full";
        status.completed = "2026-11-25T10:00:00Z";
        status.size = 100L;
        status.duration = "3s";
        status.chain = new ChainPlace();
        status.chain.position = 0;
        return backup;
    }
}
