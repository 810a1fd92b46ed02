package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.chain.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real MySQL server, backed up and restored with the testbed's stand-in for xtrabackup. */
@EnabledIfEnvironmentVariable(named = "TESTBED_BIN", matches = ".+")
class MySqlIT {
    private static final String ACCOUNT = "xtrabackup";
    private static final Path TOOLS = Path.of(String.valueOf(System.getenv("TESTBED_BIN")));

    @TempDir
    private static Path folder;

    private static MySqlServer server;

    @TempDir
    private Path own;

    private MySqlPlace place;

    @BeforeAll
    static void startServer() throws Exception {
        server = MySqlServer.create(folder);
        server.sql(MySqlTables.ACCOUNTS);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.remove();
        }
    }

    @BeforeEach
    void openPlace() throws IOException {
        place = MySqlPlace.create(own, server);
    }

    @Test
    void whatCannotWorkIsFoundBeforeTheRun() throws Exception {
        place.cluster("hurried", "hurried", place.tcp(), TOOLS, "");
        place.cluster("blind", "blind", place.tcp(), TOOLS, "");
        place.cluster("strange", "stranger", place.tcp(), TOOLS, "");
        place.cluster("other-tool", ACCOUNT, place.tcp(), Path.of(Command.path("mariadb-backup")), "");
        place.cluster("other-engine", ACCOUNT, place.tcp(), TOOLS, "engine: mariadb");
        List<String> clusters = List.of("hurried", "blind", "strange", "other-tool", "other-engine");
        for (String each : clusters) {
            place.full("of-" + each, each);
        }

        assertThat(place.product().once().exit()).isEqualTo(1);

        requireRefused("hurried", "PrivilegeMissing", "lacks the privilege RELOAD");
        requireRefused("blind", "PrivilegeMissing", "lacks the privilege SELECT on performance_schema.log_status");
        requireRefused("strange", "ServerDenied", "refuses the account 'stranger'");
        requireRefused("other-tool", "ToolNotSupported", "the tool is mariadb");
        requireRefused("other-engine", "ToolNotFound", "there is no mariadb-backup at " + TOOLS);
        assertThat(place.stored()).isEmpty();
    }

    static Stream<DocsFiles.Block> accountsOfTheDocuments() {
        return DocsFiles.blocks("sql").stream().filter(sample -> sample.text().contains("BACKUP_ADMIN"));
    }

    @ParameterizedTest
    @MethodSource("accountsOfTheDocuments")
    void theAccountOfADocumentIsEnough(DocsFiles.Block sample) throws Exception {
        server.sql("DROP USER IF EXISTS backup@localhost, backup@'%';"
                + sample.text().replace("'...'", "'" + MySqlServer.PASSWORD + "'"));
        boolean local = sample.text().contains("backup@localhost");
        place.cluster(Resources.CLUSTER, "backup", local ? place.socket() : place.tcp(), TOOLS, "");
        place.resources().full("documented");

        place.workOff();

        assertThat(place.stored()).isNotEmpty();
    }

    private void requireRefused(String cluster, String reason, String text) {
        var refused = place.resources().backup("of-" + cluster);
        assertThat(refused.getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(refused.getStatus().stateDescription).contains(text);
        assertThat(KillPlace.reason(refused)).isEqualTo(reason);
    }

    @Test
    void anyPointOfAChainComesBack() throws Exception {
        place.cluster(Resources.CLUSTER, ACCOUNT, place.tcp(), TOOLS, "");
        Resources resources = place.resources();
        String uuid = server.sql("SELECT @@server_uuid").strip();
        server.sql(MySqlTables.FIRST);
        resources.full("base");
        place.workOff();
        server.sql(MySqlTables.SECOND);
        List<String> atFirst = server.content();
        resources.increment("first");
        // What is new in the folder is taken in the order of its files' names.
        resources.increment("idle");
        place.workOff();
        server.sql(MySqlTables.THIRD);
        List<String> atLast = server.content();
        resources.increment("last");
        resources.verify("check", "last");
        place.workOff();
        requireChain(uuid, "base", "first", "idle", "last");
        assertThat(server.content()).isEqualTo(atLast).isNotEqualTo(atFirst);

        resources.restore("back", "first");
        place.workOff();
        assertThat(server.content()).isEqualTo(atFirst);
        requireOwned();
        resources.restore("on", "last");
        place.workOff();
        assertThat(server.content()).isEqualTo(atLast);
        requireOwned();
    }

    private void requireChain(String uuid, String... backups) throws IOException {
        Manifest parent = null;
        for (String each : backups) {
            Manifest manifest = place.manifest(each);
            assertThat(manifest.tool().name()).isEqualTo("xtrabackup");
            assertThat(manifest.tool().series()).isEqualTo("8.4");
            assertThat(manifest.server().uuid()).isEqualTo(uuid);
            assertThat(manifest.server().version()).startsWith("9.7");
            // The file of the binary log, the byte in it and the transactions so far.
            assertThat(manifest.binlogPosition()).matches("binlog\\.\\d+\t\\d+\t.*" + uuid + ":1-\\d+.*");
            assertThat(manifest.to()).isBetween(manifest.from(), manifest.last());
            if (parent == null) {
                assertThat(manifest.from().value()).isZero();
                assertThat(manifest.parent()).isNull();
            } else {
                assertThat(manifest.from()).isEqualTo(parent.to());
                assertThat(manifest.lineage()).isEqualTo(parent.lineage());
                assertThat(manifest.parent().destination()).isEqualTo(parent.destination());
            }
            parent = manifest;
        }
    }

    /** Also what the server has not written since. */
    private static void requireOwned() throws IOException {
        try (Stream<Path> files = Files.walk(server.dataDirectory())) {
            assertThat(files).allSatisfy(each -> assertThat(Files.getAttribute(each, "unix:uid"))
                    .isEqualTo(MySqlServer.USER));
        }
    }

    @Test
    void aRestoredServerBeginsAnotherChain() throws Exception {
        place.cluster(Resources.CLUSTER, ACCOUNT, place.socket(), TOOLS, "engine: xtrabackup");
        Resources resources = place.resources();
        server.sql("CREATE DATABASE other; CREATE TABLE other.one AS SELECT 1 AS n");
        List<String> before = server.content();
        resources.full("before");
        resources.restoreWith("back", "backupName: before\nkeepOldData: true");
        place.workOff();
        resources.increment("broken");
        assertThat(place.product().once().exit()).isEqualTo(1);
        assertThat(KillPlace.reason(resources.backup("broken"))).isEqualTo("LineageChanged");

        // The old data lies beside the new all the while.
        resources.remove("broken");
        resources.full("after");
        resources.increment("increment");
        resources.restore("on", "increment");
        place.workOff();

        assertThat(place.manifest("increment").lineage())
                .isEqualTo(place.manifest("after").lineage())
                .isNotEqualTo(place.manifest("before").lineage());
        assertThat(server.content()).isEqualTo(before);
        assertThat(server.dataDirectory().resolve(".dromedary")).doesNotExist();
    }
}
