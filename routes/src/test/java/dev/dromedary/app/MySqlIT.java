package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A real MySQL server and the testbed's stand-in for xtrabackup, through the standalone role. */
@EnabledIfEnvironmentVariable(named = "TESTBED_BIN", matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MySqlIT {
    @TempDir
    static Path server;

    private static MySqlServer mysql;

    @TempDir
    Path folder;

    private StandaloneFolder dromedary;

    @BeforeAll
    static void startServer() throws Exception {
        mysql = new MySqlServer(server);
        mysql.account("xtrabackup");
        mysql.account("hurried", "RELOAD");
        mysql.account("blind", "log_status");
        mysql.run(MySqlTables.FIRST);
    }

    @AfterAll
    static void stopServer() {
        if (mysql != null) {
            mysql.close();
        }
    }

    @BeforeEach
    void openFolder() throws IOException {
        dromedary = new StandaloneFolder(folder);
    }

    @Test
    @Order(1)
    void aMissingPrivilegeIsNamedBeforeTheRun() throws Exception {
        dromedary.cluster("hurried", MySqlServer.PASSWORD, overTcp(), "");

        assertThat(dromedary.backUp("full", "full")).contains("state: Error", "PrivilegeMissing", "RELOAD");
        assertThat(dromedary.stored()).isEmpty();
    }

    @Test
    @Order(2)
    void anUnreadableTableIsNamedBeforeTheRun() throws Exception {
        dromedary.cluster("blind", MySqlServer.PASSWORD, overTcp(), "");

        assertThat(dromedary.backUp("full", "full"))
                .contains("state: Error", "PrivilegeMissing", "SELECT on performance_schema.log_status");
        assertThat(dromedary.stored()).isEmpty();
    }

    @Test
    @Order(3)
    void anyPointOfAChainComesBack() throws Exception {
        dromedary.cluster("xtrabackup", MySqlServer.PASSWORD, overTcp(), "");
        String uuid = mysql.ask("SELECT @@server_uuid").getFirst();
        assertThat(dromedary.backUp("monday", "full")).contains("state: Succeeded");
        mysql.run(MySqlTables.SECOND);
        Map<String, String> tuesday = mysql.checksums();
        assertThat(dromedary.backUp("tuesday", "incremental")).contains("state: Succeeded");
        mysql.run(MySqlTables.THIRD);
        Map<String, String> wednesday = mysql.checksums();
        assertThat(dromedary.backUp("wednesday", "incremental")).contains("state: Succeeded");
        assertLinked(uuid);
        mysql.run("DROP DATABASE shop");

        assertThat(dromedary.restore("back", "tuesday")).contains("state: Succeeded");
        assertThat(mysql.checksums()).isEqualTo(tuesday);
        assertOwned();
        assertThat(mysql.ask("SELECT @@server_uuid")).doesNotContain(uuid);
        assertThat(dromedary.backUp("thursday", "incremental")).contains("state: Error", "LineageChanged");

        assertThat(dromedary.restore("on", "wednesday")).contains("state: Succeeded");
        assertThat(mysql.checksums()).isEqualTo(wednesday);
        assertOwned();
        assertThat(dromedary.backUp("friday", "full")).contains("state: Succeeded");
    }

    @Test
    @Order(4)
    void overTheSocketWithTheEngineNamed() throws Exception {
        dromedary.cluster("xtrabackup", MySqlServer.PASSWORD, overSocket(), "xtrabackup");
        assertThat(dromedary.backUp("full", "full")).contains("state: Succeeded");
        assertThat(dromedary.backUp("idle", "incremental")).contains("state: Succeeded");
        Map<String, String> before = mysql.checksums();

        assertThat(dromedary.restore("back", "idle")).contains("state: Succeeded");
        assertThat(mysql.checksums()).isEqualTo(before).isNotEmpty();
    }

    private void assertLinked(String uuid) throws IOException {
        List<Manifest> chain = manifests();
        assertThat(chain).hasSize(3).allSatisfy(each -> {
            assertThat(each.tool().name()).isEqualTo("xtrabackup");
            assertThat(each.tool().series()).isEqualTo("8.4");
            assertThat(each.server().uuid()).isEqualTo(uuid);
            assertThat(each.server().version()).startsWith("9.7");
            assertThat(each.lineage()).isEqualTo(chain.getFirst().lineage());
            assertThat(each.binlogPosition()).contains("binlog.0");
            assertThat(each.to()).isLessThanOrEqualTo(each.last());
        });
        assertThat(chain.get(0).from().value()).isZero();
        assertThat(chain.get(1).from()).isEqualTo(chain.get(0).to());
        assertThat(chain.get(2).from()).isEqualTo(chain.get(1).to());
        assertThat(chain.get(2).ancestors()).hasSize(2);
    }

    private List<Manifest> manifests() throws IOException {
        return dromedary.stored().stream()
                .filter(each -> each.endsWith(".manifest.json"))
                .map(this::manifest)
                .sorted(Comparator.comparing(Manifest::started))
                .toList();
    }

    private Manifest manifest(String key) {
        try {
            return ManifestFile.decode(key, Files.readAllBytes(dromedary.backups.resolve(key)))
                    .manifest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file is the server's again, also those that it has not written since. */
    private static void assertOwned() throws IOException {
        try (var files = Files.walk(mysql.data)) {
            assertThat(files.filter(each -> !each.startsWith(mysql.data.resolve(".dromedary"))))
                    .allSatisfy(each ->
                            assertThat(Files.getAttribute(each, "unix:uid")).isEqualTo(999));
        }
    }

    private static String overTcp() {
        return local("host: 127.0.0.1, port: " + mysql.port);
    }

    private static String overSocket() {
        return local("socket: " + mysql.socket);
    }

    private static String local(String address) {
        return "{%s, dataDirectory: %s, start: %s, stop: %s, toolPath: %s}"
                .formatted(
                        address,
                        mysql.data,
                        mysql.command("start"),
                        mysql.command("stop"),
                        System.getenv("TESTBED_BIN"));
    }
}
