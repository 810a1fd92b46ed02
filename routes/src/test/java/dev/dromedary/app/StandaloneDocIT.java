package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dromedary.chain.BackupNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody follows {@code docs/standalone.md}, with this machine's places in the place of those in the samples. */
@TakesMinutes
class StandaloneDocIT {
    private static final Path DOCUMENT = DocsFiles.HOME.resolve("docs/standalone.md");
    private static final String ONCE = "run standalone --resources /etc/dromedary --once";

    /** What changes no backup; {@code CliDocIT} gives the lines of the other documents. */
    private static final String READS = "(get|plan|chain|verify|import) .*--resources /etc/dromedary.*";

    @TempDir
    Path folder;

    private final Map<String, String> places = new LinkedHashMap<>();
    private Path script;
    private Resources resources;

    @Test
    void whoFollowsItHasBackupsAndRestoresThem() throws Exception {
        resources = new Resources(folder.resolve("resources"));
        script = Checkout.script(folder.resolve("checkout"));
        places.put("/opt/dromedary/dromedary", script.toString());
        places.put("/etc/dromedary", resources.folder().toString());
        try (PrivateServer server = PrivateServer.create(folder.resolve("server"))) {
            follow(server);
        }
    }

    private void follow(PrivateServer server) throws Exception {
        places.put("'...'", "'" + PrivateServer.PASSWORD + "'");
        places.put("the password", PrivateServer.PASSWORD);
        places.put("/run/mysqld/mysqld.sock", server.socket().toString());
        places.put("/var/lib/mysql", server.dataDirectory().toString());
        places.put("[systemctl, start, mariadb]", server.startCommand().toString());
        places.put("[systemctl, stop, mariadb]", server.stopCommand().toString());
        places.put("/backups", folder.resolve("backups").toString());

        server.sql("DROP USER backup@localhost;" + sample("sql", "BINLOG MONITOR"));
        server.sql("CREATE DATABASE shop; CREATE TABLE shop.t (id INT) ENGINE=InnoDB; INSERT INTO shop.t VALUES (1)");
        put("cluster", sample("yaml", "kind: PerconaServerMySQL\n"));
        List<String> steps = List.of(sample("yaml", "name: back-to-monday").split("---\n"));
        assertThat(steps).hasSize(3);
        workOff("monday", steps.get(0));
        List<String> monday = server.checksums();
        server.sql("INSERT INTO shop.t VALUES (2)");
        workOff("tuesday", steps.get(1));
        server.sql("DROP TABLE shop.t");
        workOff("back-to-monday", steps.get(2));
        assertThat(server.checksums()).isEqualTo(monday);

        String destination = resources.backup("monday").getStatus().destination;
        places.put("shop-2026-11-24-16:09:53-full", BackupNames.lastSegment(destination));
        workOff("from-storage", sample("yaml", "name: from-storage"));
        workOff("wednesday", sample("yaml", "name: wednesday"));
        say(timer().toString());
        assertThat(resources.backup(timed()).getStatus().destination)
                .startsWith(resources.backup("wednesday").getStatus().destination + ".incr/");
        List<String> reads = DocsSamplesTest.commands(DOCUMENT)
                .filter(each -> each.matches(READS))
                .toList();
        assertThat(reads).hasSize(6);
        for (String command : reads) {
            say(script + " " + here(command));
        }
    }

    /** The grants elsewhere are those that were tried here. */
    @Test
    void anAccountOfMariaDbHasTheSamePrivilegesEverywhere() {
        assertThat(DocsFiles.blocks("sql").stream()
                        .map(DocsFiles.Block::text)
                        .filter(text -> text.contains("BINLOG MONITOR"))
                        .map(text -> text.replaceAll("(?s).*?(GRANT [^;]*? ON \\*\\.\\*).*", "$1"))
                        .distinct())
                .containsExactly("GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.*");
    }

    @Test
    void systemdUnderstandsTheUnits() throws Exception {
        Path program = Path.of("/usr/bin/systemd-analyze");
        assumeThat(program).isExecutable();
        places.put("/usr/local/sbin/shop-backup", timer().toString());
        Path service = Files.writeString(folder.resolve("shop-backup.service"), sample("ini", "[Service]"));
        Path timer = Files.writeString(folder.resolve("shop-backup.timer"), sample("ini", "[Timer]"));

        assertThat(Command.run(program.toString(), "verify", service.toString(), timer.toString()))
                .isEmpty();
    }

    /** The script that cron or a timer starts. */
    private Path timer() throws IOException {
        Path file = Files.writeString(folder.resolve("shop-backup"), sample("sh", "#!/bin/sh"));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The backup that the script has had taken. */
    private String timed() throws IOException {
        try (var files = Files.newDirectoryStream(resources.folder(), "shop-*.yaml")) {
            return files.iterator().next().getFileName().toString().replace(".yaml", "");
        }
    }

    private String sample(String language, String part) {
        List<String> found = DocsFiles.blocks(language).stream()
                .filter(block -> block.file().equals(DOCUMENT))
                .map(DocsFiles.Block::text)
                .filter(text -> text.contains(part))
                .toList();
        assertThat(found).as(part).hasSize(1);
        return here(found.getFirst());
    }

    private String here(String text) {
        String here = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            here = here.replace(place.getKey(), place.getValue());
        }
        return here;
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(resources.folder().resolve(name + ".yaml"), text);
    }

    private void workOff(String name, String text) throws IOException, InterruptedException {
        put(name, text);
        say(script + " " + here(ONCE));
    }

    /** What a command prints; it has to end well. */
    private static String say(String command) throws IOException, InterruptedException {
        return Command.run("env", "JAVA_HOME=" + System.getProperty("java.home"), "bash", "-euc", command);
    }
}
