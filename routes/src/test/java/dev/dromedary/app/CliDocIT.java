package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.chain.BackupNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody gives every command of {@code docs/cli.md} and {@code docs/verify.md}, and sees what is printed there. What the
 * documents say to a cluster is said to a folder here, beside a process that works it off.
 */
@TakesMinutes
class CliDocIT {
    private static final Pattern RESTORE = Pattern.compile("shop-restore-[-\\d]+");

    @TempDir
    Path folder;

    private PrivateServer server;
    private Resources resources;
    private Product product;
    private Path storage;
    private Process running;
    private DocLines cli;
    private DocLines verify;

    @BeforeEach
    void create() throws Exception {
        server = PrivateServer.create(folder.resolve("server"));
        storage = folder.resolve("backups");
        resources = new Resources(folder.resolve("resources"));
        resources.secret("shop-secrets", Map.of(PrivateServer.ACCOUNT, PrivateServer.PASSWORD));
        cluster("");
        product = new Product(resources, folder.resolve("work"));
        product.set("dromedary.watch.interval", "100");
        Files.writeString(folder.resolve("cold.yaml"), "type: file\noptions: {directory: %s}\n".formatted(storage));
        cli = new DocLines("docs/cli.md", folder, resources.folder());
        verify = new DocLines("docs/verify.md", folder, resources.folder());
    }

    @AfterEach
    void close() throws IOException {
        if (running != null) {
            running.destroyForcibly();
        }
        server.close();
    }

    /** @param more lines below its storage */
    private void cluster(String more) throws IOException {
        String disk = "disk: {type: file, options: {directory: %s}}\n".formatted(storage);
        resources.cluster(
                Resources.CLUSTER, Resources.clusterOf(server, PrivateServer.ACCOUNT, "shop-secrets", disk) + more);
    }

    @Test
    void everyLineDoesWhatThePageSays() throws Exception {
        running = product.start();
        Path log = folder.resolve("work/dromedary.log");
        // A command that comes first has the folder for a moment, and then it is the process that is refused.
        Await.until("it has the folder", () -> Files.readString(log).contains("ready in "));
        server.sql("CREATE DATABASE shop; CREATE TABLE shop.t (id INT) ENGINE=InnoDB; INSERT INTO shop.t VALUES (1)");
        takeAndLook();
        verifyAndDamage();
        restore();
        product.stop(running);
        deleteAndPrune();
        importAgain();

        String completion = cli.first("completion");
        assertThat(cli.say(completion + "; complete -p dromedary")).contains("dromedary");
        assertThat(Stream.of(cli, verify).flatMap(lines -> lines.left().stream()))
                .as("lines that nobody has given")
                .isEmpty();
    }

    private void takeAndLook() throws Exception {
        List<String> lines = cli.of("backup");
        String full = cli.say(lines.get(0)).strip();
        succeeded(full);
        cli.say(lines.get(1));
        server.sql("INSERT INTO shop.t VALUES (2)");
        cli.say(lines.get(2));
        succeeded("tuesday");
        String destination = resources.backup("monday").getStatus().destination;
        Stream.of(cli, verify).forEach(each -> each.place("file:///backups", "file://" + storage)
                .place("shop-2026-11-24-16:09:53-full", BackupNames.lastSegment(destination)));
        try (Connection held = server.holdBackups()) {
            cli.say(lines.get(3));
            Await.until("wednesday runs", () -> state("wednesday") == BackupState.RUNNING);
            assertThat(held.isValid(0)).isTrue();
            List<String> chain = cli.of("chain");
            cli.printsAsShown(cli.say(chain.get(0)));
            assertThat(cli.say(chain.get(1))).contains("\"whole\": true");
            cli.printsAsShown(cli.say(cli.first("plan")));
        }
        succeeded("wednesday");
    }

    private BackupState state(String backup) {
        return resources.backup(backup).getStatus().stateOrNew();
    }

    private void succeeded(String backup) throws Exception {
        Told.endOfBackup(resources, backup).requireSuccess();
    }

    private void verifyAndDamage() throws Exception {
        for (String line : cli.of("verify")) {
            assertThat(cli.say(line)).contains(" is good: ");
        }
        List<String> lines = verify.of("verify");
        verify.say(lines.get(0));
        Path part = Path.of(resources.backup("monday").getStatus().destination.substring("file://".length()))
                .resolve("part.00000000000000000001");
        byte[] content = Files.readAllBytes(part);
        byte[] flipped = content.clone();
        flipped[100] ^= 1;
        Files.write(part, flipped);
        assertThat(verify.ends(lines.get(1), 1)).contains("\"reason\": \"ObjectDamaged\"");
        verify.printsAsShown(verify.ends(lines.get(1).replace(" -o json", ""), 1));
        Files.write(part, content);
    }

    private void restore() throws Exception {
        List<String> lines = cli.of("restore");
        List<String> tuesday = server.checksums();
        server.sql("DROP TABLE shop.t");
        restored(cli.agree(lines.get(0)));
        assertThat(server.checksums()).isEqualTo(tuesday);
        cli.say(lines.get(1));
        restored(cli.say(lines.get(2)));
        assertThat(server.sql("SELECT id FROM shop.t").strip()).as("monday").isEqualTo("1");
        List<String> get = cli.of("get");
        assertThat(cli.say(get.get(0))).contains("monday", "tuesday", "wednesday");
        assertThat(cli.say(get.get(1))).startsWith("apiVersion: ").contains("name: monday");
        assertThat(cli.say(get.get(2))).contains("default     shop-restore-");
        assertThat(cli.say(get.get(3)).lines()).as("four and a head").hasSize(5);
    }

    private void restored(String said) throws Exception {
        Matcher name = RESTORE.matcher(said);
        assertThat(name.find()).as(said).isTrue();
        Told.endOfRestore(resources, name.group()).requireSuccess();
    }

    private void deleteAndPrune() throws Exception {
        List<String> delete = cli.of("delete");
        cli.say(delete.get(0));
        assertThat(resources.backup("wednesday")).isNull();
        cluster("  retention: {keepLast: 1}\n");
        List<String> prune = cli.of("prune");
        assertThat(cli.say(prune.get(0))).contains("goes: shop-full-", "stays: monday");
        cli.say(prune.get(1));
        assertThat(cli.agree(delete.get(1))).contains("Go on? [y/N]", "monday deleted");
        assertThat(resources.backup("monday")).isNull();
    }

    private void importAgain() throws Exception {
        for (String line : cli.of("import")) {
            loseTheResources();
            assertThat(cli.say(line).lines()).hasSize(4).allMatch(said -> said.endsWith(" imported"));
        }
    }

    private void loseTheResources() throws IOException, InterruptedException {
        Command.run("rm", "-rf", resources.folder().toString());
        Files.createDirectory(resources.folder());
        cluster("    cold: {type: file, options: {directory: %s}}\n".formatted(storage));
    }
}
