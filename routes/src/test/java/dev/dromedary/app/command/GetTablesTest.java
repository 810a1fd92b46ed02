package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.app.command.Commands.Said;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of clusters and restores have the columns that kubectl gets of the definitions. */
class GetTablesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void oneOfEachThatIsSeenAndOneThatIsNew() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQL
                metadata: {name: shop}
                spec: {mysql: {clusterType: async}}
                ---
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLRestore
                metadata: {name: back-to-monday}
                spec: {clusterName: shop, backupName: monday}
                """);
        try (OpenFolder folder = OpenFolder.open(directory, InstantSource.fixed(NOON))) {
            var cluster = (PerconaServerMySQL)
                    folder.resources().get(new ResourceKey("PerconaServerMySQL", "default", "shop"));
            cluster.getStatus().host = "shop.example";
            cluster.getStatus().state = ClusterState.READY;
            cluster.getStatus().mysql = ready(3);
            cluster.getStatus().orchestrator = ready(2);
            cluster.getStatus().haproxy = ready(1);
            cluster.getStatus().router = ready(0);
            folder.resources().update(cluster);
            var restore = (PerconaServerMySQLRestore)
                    folder.resources().get(new ResourceKey("PerconaServerMySQLRestore", "default", "back-to-monday"));
            restore.getStatus().state = RestoreState.RUNNING;
            folder.resources().update(restore);
        }
        Files.writeString(directory.resolve("b.yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQL
                metadata: {name: wiki}
                spec: {}
                ---
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLRestore
                metadata: {name: new}
                spec: {clusterName: wiki, backupName: tuesday}
                """);
    }

    private static ComponentStatus ready(int ready) {
        ComponentStatus status = new ComponentStatus();
        status.ready = ready;
        return status;
    }

    private List<String> get(String... arguments) {
        Said said = Commands.get(directory, NOON.plusSeconds(372), arguments);
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out().lines().toList();
    }

    @Test
    void clusters() {
        assertThat(get("clusters"))
                .containsExactly(
                        "NAME   REPLICATION   ENDPOINT       STATE   MYSQL   ORCHESTRATOR   HAPROXY   ROUTER   AGE",
                        "shop   async         shop.example   ready   3       2              1         0        6m12s",
                        "wiki                                                                                  ");
    }

    @Test
    void restores() {
        assertThat(get("restores", "-A"))
                .containsExactly(
                        "NAMESPACE   NAME             STATE     AGE",
                        "default     back-to-monday   Running   6m12s",
                        "default     new                        ");
    }

    @Test
    void wideHasNoMoreOfThem() {
        assertThat(get("ps-restore", "-o", "wide")).startsWith("NAME             STATE     AGE");
    }
}
