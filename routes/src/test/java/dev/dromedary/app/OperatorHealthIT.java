package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator is that cannot reach its API server, and what it tells of itself. */
@OnNode
class OperatorHealthIT {
    @TempDir
    Path folder;

    private OperatorPlace place;

    @BeforeEach
    void open() throws Exception {
        place = new OperatorPlace(folder);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    @Test
    void aLineThatIsCutAndMendedLosesNothing() throws Exception {
        URI server = URI.create(place.namespace.client.getConfiguration().getMasterUrl());
        Line line = place.closing(new Line(new InetSocketAddress(server.getHost(), server.getPort())));
        String ours = Files.readString(Path.of(System.getenv("KUBECONFIG")));
        Path theirs = Files.writeString(
                folder.resolve("kubeconfig"),
                ours.replaceAll("server: .*", "server: https://127.0.0.1:" + line.port()));
        place.operator.set("KUBECONFIG", theirs.toString()).start().untilReady();
        place.namespace.backup("before", backup -> {});
        place.untilEnded("before");

        line.cut();
        place.namespace.backup("meanwhile", backup -> {});
        Await.until("the operator has tried in vain", () -> line.refused() > 0);
        line.mend();

        place.untilEnded("meanwhile");
    }

    @Test
    void theOperatorTellsHowItAndTheBackupsAre() throws Exception {
        place.namespace.cluster("c", OperatorPlace::on);
        place.finished("done");
        place.operator.set("DROMEDARY_LEADER_ELECTION", "true").start().untilReady();
        place.operator.untilItSays("one leads");

        String health = place.operator.get("/observe/health").body();
        String metrics = place.operator.get("/observe/metrics").body();

        assertThat(health).contains("\"status\":\"UP\"");
        assertThat(place.operator.get("/observe/health/live").statusCode()).isEqualTo(200);
        String labels = "{cluster=\"c\",namespace=\"" + place.namespace.name + "\"";
        assertThat(metrics)
                .contains("dromedary_backup_age_seconds" + labels + "}")
                .contains("dromedary_backups" + labels + ",state=\"Succeeded\"} 1.0")
                .contains("dromedary_queue_depth 0.0")
                .contains("camel_exchanges_total");
    }

    @Test
    void withoutDefinitionsTheOperatorIsNotReadyButGoesOn() throws Exception {
        place.operator
                .set(
                        "KUBECONFIG",
                        Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: nowhere, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: nobody, user: {}}]
                contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
                current-context: nowhere
                """).toString())
                .start()
                .untilItSays("a watch is begun again");

        Await.until("it listens", () -> {
            try {
                return place.operator.get("/observe/health/live").statusCode() == 200;
            } catch (java.io.IOException e) {
                return false;
            }
        });
        assertThat(place.operator.get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(place.operator.get("/observe/health/ready").body()).contains("not watched now");
    }
}
