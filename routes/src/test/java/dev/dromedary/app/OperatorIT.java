package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.api.BackupSection;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The operator against a real API server, the one of KUBECONFIG; what it decides without a run. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
class OperatorIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    @TempDir
    Path folder;

    private ApiNamespace namespace;
    private OperatorProcess operator;
    private final List<AutoCloseable> more = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        namespace = new ApiNamespace();
        operator = new OperatorProcess(namespace, "one", folder);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
        for (AutoCloseable each : more) {
            each.close();
        }
        namespace.close();
    }

    private static void on(PerconaServerMySQL cluster) {
        cluster.getSpec().backup = new BackupSection();
        cluster.getSpec().backup.enabled = true;
        cluster.getSpec().backup.image = "mariadb:10.11";
    }

    private void ready(PerconaServerMySQL cluster) {
        cluster.getStatus().state = ClusterState.READY;
        namespace.client.resource(cluster).updateStatus();
    }

    private void untilEnded(String name) throws Exception {
        Await.until(
                name + " has ended",
                () -> namespace.backup(name).getStatus().stateOrNew().terminal());
    }

    private void endsAsError(String name, String reason, String text) throws Exception {
        untilEnded(name);
        PerconaServerMySQLBackup backup = namespace.backup(name);
        assertThat(backup.getStatus().stateOrNew()).as(name).isEqualTo(BackupState.ERROR);
        assertThat(backup.getStatus().stateDescription).isEqualTo(text);
        assertThat(backup.getStatus().conditions).singleElement().satisfies(ready -> {
            assertThat(ready.getType()).isEqualTo("Ready");
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).isEqualTo(reason);
            assertThat(ready.getMessage()).startsWith(text);
        });
        Await.until("an Event about " + name, () -> !namespace.events(name).isEmpty());
        assertThat(namespace.events(name)).singleElement().asString().startsWith("Warning " + reason + ": " + text);
    }

    private Lease lease(String name) {
        return namespace
                .client
                .resources(Lease.class)
                .inNamespace(namespace.name)
                .withName(name)
                .get();
    }

    @Test
    void whatCannotBeBegunEndsWithTheContractsWords() throws Exception {
        namespace.cluster("off", cluster -> {});
        namespace.cluster("young", OperatorIT::on);
        ready(namespace.cluster("fine", OperatorIT::on));
        namespace.backup("before", backup -> backup.getSpec().clusterName = "nobody");
        operator.start().untilReady();

        namespace.backup("disabled", backup -> backup.getSpec().clusterName = "off");
        namespace.backup("early", backup -> backup.getSpec().clusterName = "young");
        namespace.backup("astray", backup -> backup.getSpec().clusterName = "fine");

        endsAsError(
                "before",
                "ClusterNotFound",
                "PerconaServerMySQL nobody in namespace " + namespace.name + " is not found");
        endsAsError(
                "disabled",
                "BackupsDisabled",
                "spec.backup not found in PerconaServerMySQL CustomResource or backups are disabled");
        endsAsError("early", "ClusterNotReady", "cluster is not ready");
        endsAsError(
                "astray",
                "StorageNotFound",
                "s not found in spec.backup.storages in PerconaServerMySQL CustomResource");
        for (String cluster : List.of("nobody", "off", "young", "fine")) {
            Await.until("the lease of " + cluster + " is free", () -> lease(Names.backupLease(cluster)) == null);
        }
    }

    @Test
    void aLeaseOfSomebodyWhoIsGoneIsTakenOver() throws Exception {
        String lock = Names.backupLease("nobody");
        namespace
                .client
                .resource(namespace.named(
                        new LeaseBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(Names.leaseHolder("gone", "its-uid"))
                                .endSpec()
                                .build(),
                        lock))
                .create();
        operator.start().untilReady();

        namespace.backup("next", backup -> backup.getSpec().clusterName = "nobody");

        untilEnded("next");
        Await.until("the lease is free", () -> lease(lock) == null);
    }

    @Test
    void oneOfTwoLeadsAndTheOtherGoesOnWhenItIsStoppedOrKilled() throws Exception {
        OperatorProcess other = new OperatorProcess(namespace, "two", folder);
        OperatorProcess third = new OperatorProcess(namespace, "three", folder);
        more.addAll(List.of(other, third));
        for (OperatorProcess each : List.of(operator, other, third)) {
            each.set("DROMEDARY_LEADER_ELECTION", "true")
                    .set("DROMEDARY_LEADER_DURATION", "4000")
                    .set("DROMEDARY_LEADER_DEADLINE", "3000")
                    .set("DROMEDARY_LEADER_PERIOD", "500");
        }
        operator.start().untilItSays("one leads");
        other.start().untilItSays("one leads, two waits");
        other.untilReady();
        namespace.backup("first", backup -> {});
        untilEnded("first");

        operator.stop();
        other.untilItSays("two leads");
        namespace.backup("second", backup -> {});
        untilEnded("second");

        third.start().untilItSays("two leads, three waits");
        other.kill();
        namespace.backup("third", backup -> {});
        untilEnded("third");
        assertThat(lease("dromedary").getSpec().getHolderIdentity()).isEqualTo("three");
    }

    @Test
    void whoHasLostTheLeaseEnds() throws Exception {
        operator.set("DROMEDARY_LEADER_ELECTION", "true")
                .set("DROMEDARY_LEADER_PERIOD", "500")
                .start()
                .untilItSays("one leads");

        namespace
                .client
                .resources(Lease.class)
                .inNamespace(namespace.name)
                .withName("dromedary")
                .patch(MERGE, "{\"spec\":{\"holderIdentity\":\"usurper\"}}");

        assertThat(operator.awaitEnd()).isEqualTo(1);
    }

    @Test
    void aLineThatIsCutAndMendedLosesNothing() throws Exception {
        URI server = URI.create(namespace.client.getConfiguration().getMasterUrl());
        Line line = new Line(new InetSocketAddress(server.getHost(), server.getPort()));
        more.add(line);
        String ours = Files.readString(Path.of(System.getenv("KUBECONFIG")));
        Path theirs = Files.writeString(
                folder.resolve("kubeconfig"),
                ours.replaceAll("server: .*", "server: https://127.0.0.1:" + line.port()));
        operator.set("KUBECONFIG", theirs.toString()).start().untilReady();
        namespace.backup("before", backup -> {});
        untilEnded("before");

        line.cut();
        namespace.backup("meanwhile", backup -> {});
        Await.until("the operator has tried in vain", () -> line.refused() > 0);
        line.mend();

        untilEnded("meanwhile");
    }

    /** Every change in a namespace wakes what is unfinished there; what is finished must not cost a request by it. */
    @Test
    @EnabledIfEnvironmentVariable(named = "TESTBED_AUDIT_LOG", matches = ".+")
    void whatIsFinishedCostsNoRequest() throws Exception {
        for (int i = 0; i < 20; i++) {
            finished("done-" + i);
        }
        operator.start().untilReady();
        int before = requests().size();

        for (int i = 0; i < 20; i++) {
            namespace
                    .client
                    .resources(PerconaServerMySQLBackup.class)
                    .inNamespace(namespace.name)
                    .withName("done-" + i)
                    .patch(MERGE, "{\"metadata\":{\"annotations\":{\"touched\":\"true\"}}}");
        }
        namespace.backup("last", backup -> {});
        untilEnded("last");
        Await.until("the lease is free", () -> lease(Names.backupLease("c")) == null);

        assertThat(requests().subList(before, requests().size()))
                .containsExactly(
                        "get leases",
                        "create leases",
                        "update perconaservermysqlbackups/status",
                        "create events",
                        "get leases",
                        "delete leases");
    }

    private void finished(String name) {
        PerconaServerMySQLBackup backup = namespace.backup(name, each -> {});
        backup.getStatus().state = BackupState.SUCCEEDED;
        backup.getStatus().completed =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        namespace.client.resource(backup).updateStatus();
    }

    /** What the operator has asked for in this namespace, apart from its watches. */
    private List<String> requests() throws Exception {
        List<String> requests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getenv("TESTBED_AUDIT_LOG")))) {
            if (!line.contains("\"" + namespace.name + "\"") || !line.contains("\"userAgent\":\"dromedary\"")) {
                continue;
            }
            JsonNode event = MAPPER.readTree(line);
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText("");
            if (!event.path("verb").asText().equals("watch")
                    && object.path("namespace").asText().equals(namespace.name)) {
                requests.add(event.path("verb").asText() + " "
                        + object.path("resource").asText()
                        + (part.isEmpty() ? "" : "/" + part));
            }
        }
        return requests;
    }

    @Test
    void theOperatorTellsHowItAndTheBackupsAre() throws Exception {
        namespace.cluster("c", OperatorIT::on);
        finished("done");
        operator.set("DROMEDARY_LEADER_ELECTION", "true").start().untilReady();
        operator.untilItSays("one leads");

        String health = operator.get("/observe/health").body();
        String metrics = operator.get("/observe/metrics").body();

        assertThat(health).contains("\"status\":\"UP\"");
        assertThat(operator.get("/observe/health/live").statusCode()).isEqualTo(200);
        String labels = "{cluster=\"c\",namespace=\"" + namespace.name + "\"";
        assertThat(metrics)
                .contains("dromedary_backup_age_seconds" + labels + "}")
                .contains("dromedary_backups" + labels + ",state=\"Succeeded\"} 1.0")
                .contains("dromedary_queue_depth 0.0")
                .contains("camel_exchanges_total");
    }

    @Test
    void withoutDefinitionsTheOperatorIsNotReadyButGoesOn() throws Exception {
        operator.set(
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
                return operator.get("/observe/health/live").statusCode() == 200;
            } catch (java.io.IOException e) {
                return false;
            }
        });
        assertThat(operator.get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(operator.get("/observe/health/ready").body()).contains("not watched now");
    }
}
