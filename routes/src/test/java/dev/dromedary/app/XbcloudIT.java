package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.part.Hash;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Folder;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The reference's layout, with a real MySQL server and the testbed's stand-in for xtrabackup. */
@EnabledIfEnvironmentVariable(named = "TESTBED_BIN", matches = ".+")
class XbcloudIT {
    private static final String ACCOUNT = "xtrabackup";
    private static final Path TOOLS = Path.of(String.valueOf(System.getenv("TESTBED_BIN")));
    private static final String TOOL = TOOLS.resolve("xtrabackup").toString();
    private static final String UNPACKER = TOOLS.resolve("xbstream").toString();
    private static final int PART = 4_000_000;
    private static final String BASE = "shop-2024-06-14-08:00:00-full";
    private static final String INCREMENT = BASE + ".incr/shop-2024-06-15-08:00:00-incr";

    @TempDir
    private static Path folder;

    private static MySqlServer server;

    @TempDir
    private Path own;

    private MySqlPlace place;
    private Xbcloud xbcloud;
    private PlainTool tool;

    @BeforeAll
    static void startServer() throws Exception {
        server = MySqlServer.create(folder);
        server.sql(MySqlTables.ACCOUNTS);
        server.sql(MySqlTables.FIRST);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.remove();
        }
    }

    @BeforeEach
    void openPlace() throws Exception {
        place = MySqlPlace.create(own, server);
        // Chunks of the server's own tables are longer, those with holes of a test's table just fit.
        place.product().set("dromedary.part.size", Integer.toString(PART));
        tool = new PlainTool(own.resolve("taken"));
        xbcloud = new Xbcloud(new Folder(place.storage().toString()));
    }

    private void change() throws Exception {
        server.sql("""
                CREATE TABLE IF NOT EXISTS mysql_it.more (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(200));
                """.replace("mysql_it", database()));
        server.sql(
                "INSERT INTO %s.more (text) WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                                .formatted(database())
                        + " SELECT sha2(rand(), 512) FROM n");
    }

    private static String database() throws Exception {
        server.sql("CREATE DATABASE IF NOT EXISTS xbcloud_it");
        return "xbcloud_it";
    }

    /** Takes a backup as the reference does, without Dromedary. */
    private Path stream(String name, String from) throws Exception {
        Path defaults = Files.writeString(
                own.resolve("my.cnf"), "[client]\nuser=%s\npassword=%s\n".formatted(ACCOUNT, MySqlServer.PASSWORD));
        tool.take(
                name,
                from,
                List.of(
                        TOOL,
                        "--defaults-file=" + defaults,
                        "--stream=xbstream",
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--datadir=" + server.dataDirectory()));
        return tool.stream(name);
    }

    private Told restore(String name, String destination) throws Exception {
        place.resources().restoreWith(name, """
                backupSource:
                  destination: file://%s/%s
                  storage: {type: file, options: {directory: %1$s}}
                """.formatted(place.storage(), destination));
        place.product().once();
        return Told.ofRestore(place.resources(), name);
    }

    @Test
    void whatTheReferenceHasTakenComesBack() throws Exception {
        place.cluster(Resources.CLUSTER, ACCOUNT, place.tcp(), TOOLS, "");
        change();
        List<String> atBase = server.content();
        xbcloud.put(stream(BASE, null), BASE);
        change();
        List<String> atIncrement = server.content();
        Path increment = stream(INCREMENT, tool.end(BASE));
        xbcloud.put(increment, INCREMENT);
        change();
        // A run that failed before its end, and the chain of a cluster whose name begins alike.
        byte[] whole = Files.readAllBytes(increment);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        Path cut = own.resolve("cut");
        Files.write(cut, Arrays.copyOf(whole, text.lastIndexOf("XBSTCK01\0P\26\0\0\0xtrabackup_tablespaces")));
        xbcloud.put(cut, BASE + ".incr/shop-2024-06-14-09:00:00-incr", false);
        xbcloud.put(increment, "shop-2024-06-14-08:00:00-full.incr2/shop-2024-06-15-07:00:00-incr", false);

        restore("increment", INCREMENT).requireSuccess();
        assertThat(server.content()).isEqualTo(atIncrement);
        restore("base", BASE).requireSuccess();
        assertThat(server.content()).isEqualTo(atBase);
        restore("cut", BASE + ".incr/shop-2024-06-14-09:00:00-incr")
                .requireFailure("Error", Reason.StreamIncomplete, told -> assertThat(told)
                        .contains("xtrabackup_tablespaces"));
        // One that fits at the same place as the increment, and is as whole.
        xbcloud.put(increment, BASE + ".incr/shop-2024-06-15-09:00:00-incr");
        restore("twin", INCREMENT).requireSuccess();
        assertThat(server.content()).isEqualTo(atIncrement);
    }

    @Test
    void whatIsWrittenHereIsReadByBoth() throws Exception {
        place.cluster(Resources.CLUSTER, ACCOUNT, place.tcp(), TOOLS, "xbcloud", "");
        change();
        place.resources().full("base");
        place.workOff();
        change();
        List<String> atIncrement = server.content();
        place.resources().increment("increment");
        place.workOff();
        change();
        requireReadable("base");
        requireReadable("increment");
        requireVerified(
                key("base") + ".md5",
                key("base") + "/ibdata1.00000000000000000000",
                key("increment") + ".md5",
                key("increment") + "/xtrabackup_info.00000000000000000000");
        prepareAsTheReferenceDoes();

        place.resources().restore("back", "increment");
        place.workOff();
        assertThat(server.content()).isEqualTo(atIncrement);

        // As if nobody had ever heard of manifests.
        change();
        xbcloud.storage()
                .delete(xbcloud.storage().list("").stream()
                        .map(StoredObject::key)
                        .filter(key -> key.endsWith(".json"))
                        .toList());
        restore("without", key("increment")).requireSuccess();
        assertThat(server.content()).isEqualTo(atIncrement);
    }

    private String key(String backup) {
        return place.resources()
                .backup(backup)
                .getStatus()
                .destination
                .substring(("file://" + place.storage() + "/").length());
    }

    private void requireReadable(String backup) throws Exception {
        Manifest manifest = place.manifest(backup);
        assertThat(manifest.layout()).isEqualTo(Manifest.XBCLOUD);
        assertThat(manifest.parts())
                .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(PART));
        List<StoredObject> below = xbcloud.storage().list(key(backup) + "/");
        assertThat(below).extracting(StoredObject::key).allMatch(key -> key.matches(".*\\.\\d{20}"));
        assertThat(below.stream().map(StoredObject::key).collect(Collectors.toSet()))
                .isEqualTo(manifest.parts().stream().map(part -> part.key()).collect(Collectors.toSet()));
        String sums = new String(xbcloud.storage().get(key(backup) + ".md5"), StandardCharsets.UTF_8);
        assertThat(manifest.checksums()).isEqualTo(Hash.sha256(sums.getBytes(StandardCharsets.UTF_8)));
        assertThat(sums.lines()).hasSize(below.size()).allMatch(line -> line.matches("[0-9a-f]{32}  .+\\.\\d{20}"));
        Path got = own.resolve("got-" + backup);
        xbcloud.get(key(backup), got);
        assertThat(Xbcloud.unpack(UNPACKER, got, own.resolve(backup)))
                .containsKeys("xtrabackup_tablespaces", "xtrabackup_checkpoints", "xtrabackup_info");
    }

    /** Any change of these is found, of parts where each byte is read. */
    private void requireVerified(String... keys) throws Exception {
        VerifyProcess verify = new VerifyProcess(place.resources(), own);
        for (String key : keys) {
            byte[] stored = xbcloud.storage().get(key);
            byte[] flipped = stored.clone();
            flipped[stored.length / 2] ^= 1;
            xbcloud.storage().put(key, flipped, false);
            assertThat(verify.of("increment", "--deep").out()).contains("is damaged", "the object " + key);
            xbcloud.storage().delete(List.of(key));
            assertThat(verify.of("increment").out()).contains("is damaged", "the object " + key, "missing");
            xbcloud.storage().put(key, stored, false);
        }
        assertThat(verify.of("increment", "--deep").out()).startsWith("increment is good");
    }

    private void prepareAsTheReferenceDoes() throws Exception {
        String base = "--target-dir=" + own.resolve("base");
        assertThat(Command.run(TOOL, "--prepare", "--apply-log-only", base)).contains("completed OK!");
        assertThat(Command.run(TOOL, "--prepare", base, "--incremental-dir=" + own.resolve("increment")))
                .contains("completed OK!");
    }

    /** Found in the middle of the stream, when other objects are stored already. */
    @Test
    void aChunkWithHolesThatIsLongerThanAPartIsRefusedAndNothingIsLeft() throws Exception {
        place.cluster(Resources.CLUSTER, ACCOUNT, place.tcp(), TOOLS, "xbcloud", "");
        place.product().set("dromedary.part.size", "1000000");
        place.resources().full("failed");
        place.product().once();

        Told.ofBackup(place.resources(), "failed")
                .requireFailure("Failed", Reason.NotSupported, told -> assertThat(told)
                        .contains("a chunk with holes has", "a part has 1000000"));
        assertThat(place.stored()).isEmpty();
    }
}
