package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds a page, and no alert is made of a meter that does not exist. */
class AlertsTest {
    private static final Pattern METER = Pattern.compile("dromedary_\\w+");

    private final List<JsonNode> alerts = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        JsonNode file = new YAMLMapper()
                .readTree(DeployFiles.FOLDER
                        .resolve("alerts/prometheus-rule.yaml")
                        .toFile());
        file.at("/spec/groups").forEach(group -> group.get("rules").forEach(alerts::add));
    }

    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        Path runbooks = DocsFiles.HOME.resolve("docs/runbooks");
        try (var pages = Files.list(runbooks)) {
            assertThat(alerts.stream()
                            .map(alert -> DocsFiles.HOME.resolve(
                                    alert.at("/annotations/runbook").asText())))
                    .containsExactlyInAnyOrderElementsOf(pages.toList());
        }
        assertThat(alerts).allSatisfy(alert -> assertThat(DocsFiles.text(
                        DocsFiles.HOME.resolve(alert.at("/annotations/runbook").asText())))
                .startsWith("# " + alert.get("alert").asText() + "\n"));
    }

    @Test
    void anAlertIsMadeOfMetersThatAreDescribed() {
        String described = DocsFiles.text(DocsFiles.HOME.resolve("docs/kubernetes.md"));

        assertThat(alerts).allSatisfy(alert -> assertThat(
                        METER.matcher(alert.get("expr").asText()).results().map(found -> "`" + found.group() + "`"))
                .isNotEmpty()
                .allMatch(described::contains));
    }

    @Test
    void whatIsDescribedIsMeasuredAndWhatIsMeasuredDescribed() {
        List<String> measured = Stream.of(
                        BackupMeters.collect(List.of(), 0, Instant.EPOCH),
                        PromiseMeters.collect(List.of(), Instant.EPOCH))
                .flatMap(MetricSnapshots::stream)
                .map(meter ->
                        meter.getMetadata().getPrometheusName() + (meter instanceof CounterSnapshot ? "_total" : ""))
                .toList();
        String described = DocsFiles.text(DocsFiles.HOME.resolve("docs/kubernetes.md"));

        assertThat(METER.matcher(described).results().map(MatchResult::group).distinct())
                .containsExactlyInAnyOrderElementsOf(measured);
    }
}
