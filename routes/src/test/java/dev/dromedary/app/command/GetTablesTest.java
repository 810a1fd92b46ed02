package dev.dromedary.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The tables of clusters and restores have the columns that kubectl gets of the definitions. */
class GetTablesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();

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

    private void get(String... arguments) {
        CommandLine command = new CommandLine(new GetCommand(InstantSource.fixed(NOON.plusSeconds(372))));
        command.setOut(new PrintWriter(out, true));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--resources";
        all[arguments.length + 1] = directory.toString();
        assertThat(command.execute(all)).isZero();
    }

    @Test
    void clusters() {
        get("clusters");

        assertThat(out.toString().lines())
                .containsExactly(
                        "NAME   REPLICATION   ENDPOINT       STATE   MYSQL   ORCHESTRATOR   HAPROXY   ROUTER   AGE",
                        "shop   async         shop.example   ready   3       2              1         0        6m12s",
                        "wiki                                                                                  ");
    }

    @Test
    void restores() {
        get("restores", "-A");

        assertThat(out.toString().lines())
                .containsExactly(
                        "NAMESPACE   NAME             STATE     AGE",
                        "default     back-to-monday   Running   6m12s",
                        "default     new                        ");
    }

    @Test
    void wideHasNoMoreOfThem() {
        get("ps-restore", "-o", "wide");

        assertThat(out.toString().lines().findFirst()).hasValue("NAME             STATE     AGE");
    }
}
