package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The operator against a real API server, the one of KUBECONFIG; what it decides without a run. */
@OnNode
class OperatorIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

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

    private void ready(PerconaServerMySQL cluster) {
        cluster.getStatus().state = ClusterState.READY;
        place.namespace.client.resource(cluster).updateStatus();
    }

    private void endsAsError(String name, String reason, String text) throws Exception {
        place.untilEnded(name);
        PerconaServerMySQLBackup backup = place.namespace.backup(name);
        assertThat(backup.getStatus().stateOrNew()).as(name).isEqualTo(BackupState.ERROR);
        assertThat(backup.getStatus().stateDescription).isEqualTo(text);
        assertThat(backup.getStatus().conditions).singleElement().satisfies(ready -> {
            assertThat(ready.getType()).isEqualTo("Ready");
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).isEqualTo(reason);
            assertThat(ready.getMessage()).startsWith(text);
        });
        Await.until(
                "an Event about " + name, () -> !place.namespace.events(name).isEmpty());
        assertThat(place.namespace.events(name))
                .singleElement()
                .asString()
                .startsWith("Warning " + reason + ": " + text);
    }

    @Test
    void whatCannotBeBegunEndsWithTheContractsWords() throws Exception {
        place.namespace.cluster("off", cluster -> {});
        place.namespace.cluster("young", OperatorPlace::on);
        ready(place.namespace.cluster("fine", OperatorPlace::on));
        place.namespace.backup("before", backup -> backup.getSpec().clusterName = "nobody");
        // There are no servers: how a cluster is is said by the test.
        place.operator.set("DROMEDARY_CLUSTER_OWNED_BY_OTHER", "true");
        place.operator.start().untilReady();

        place.namespace.backup("disabled", backup -> backup.getSpec().clusterName = "off");
        place.namespace.backup("early", backup -> backup.getSpec().clusterName = "young");
        place.namespace.backup("astray", backup -> backup.getSpec().clusterName = "fine");

        endsAsError(
                "before",
                "ClusterNotFound",
                "PerconaServerMySQL nobody in namespace " + place.namespace.name + " is not found");
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
            Await.until("the lease of " + cluster + " is free", () -> place.lease(Names.backupLease(cluster)) == null);
        }
    }

    @Test
    void aLeaseOfSomebodyWhoIsGoneIsTakenOver() throws Exception {
        String lock = Names.backupLease("nobody");
        place.namespace
                .client
                .resource(place.namespace.named(
                        new LeaseBuilder()
                                .withNewMetadata()
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(Names.leaseHolder("gone", "its-uid"))
                                .endSpec()
                                .build(),
                        lock))
                .create();
        place.operator.start().untilReady();

        place.namespace.backup("next", backup -> backup.getSpec().clusterName = "nobody");

        place.untilEnded("next");
        Await.until("the lease is free", () -> place.lease(lock) == null);
    }

    /** Every change in a namespace wakes what is unfinished there; what is finished must not cost a request by it. */
    @Test
    @EnabledIfEnvironmentVariable(named = "TESTBED_AUDIT_LOG", matches = ".+")
    void whatIsFinishedCostsNoRequest() throws Exception {
        for (int i = 0; i < 20; i++) {
            place.finished("done-" + i);
        }
        place.operator.start().untilReady();
        int before = requests().size();

        for (int i = 0; i < 20; i++) {
            place.namespace
                    .client
                    .resources(PerconaServerMySQLBackup.class)
                    .inNamespace(place.namespace.name)
                    .withName("done-" + i)
                    .patch(MERGE, "{\"metadata\":{\"annotations\":{\"touched\":\"true\"}}}");
        }
        place.namespace.backup("last", backup -> {});
        place.untilEnded("last");
        Await.until("the lease is free", () -> place.lease(Names.backupLease("c")) == null);

        assertThat(requests().subList(before, requests().size()))
                .containsExactly(
                        "get leases",
                        "create leases",
                        "update perconaservermysqlbackups/status",
                        "create events",
                        "get leases",
                        "delete leases");
    }

    /** What the operator has asked for in this namespace, apart from its watches. */
    private List<String> requests() throws Exception {
        List<String> requests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getenv("TESTBED_AUDIT_LOG")))) {
            if (!line.contains("\"" + place.namespace.name + "\"") || !line.contains("\"userAgent\":\"dromedary\"")) {
                continue;
            }
            JsonNode event = MAPPER.readTree(line);
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText("");
            if (!event.path("verb").asText().equals("watch")
                    && object.path("namespace").asText().equals(place.namespace.name)) {
                requests.add(event.path("verb").asText() + " "
                        + object.path("resource").asText()
                        + (part.isEmpty() ? "" : "/" + part));
            }
        }
        return requests;
    }
}
