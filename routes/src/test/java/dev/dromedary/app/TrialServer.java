package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A private MariaDB on a socket, driven by the script that the demo drives its own with. */
final class TrialServer {
    static final String PASSWORD = "trial-password";

    private final Path folder;

    TrialServer(Path folder) {
        this.folder = folder;
    }

    /** An empty server with the account for backups, one that may not take any, and a table. */
    static TrialServer make(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("server.options"), "--innodb-buffer-pool-size=32M --innodb-log-file-size=16M");
        TrialServer server = new TrialServer(folder);
        run(
                "mariadb-install-db",
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + server.data(),
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--skip-name-resolve");
        server.start();
        server.sql("""
                CREATE USER backup@localhost IDENTIFIED BY '%1$s', poor@localhost IDENTIFIED BY '%1$s';
                GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.* TO backup@localhost;
                GRANT PROCESS, BINLOG MONITOR ON *.* TO poor@localhost;
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140));
                """.formatted(PASSWORD));
        server.change();
        return server;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path folder() {
        return folder;
    }

    void start() throws IOException, InterruptedException {
        run(script(), "start", folder.toString());
    }

    void stop() throws IOException, InterruptedException {
        run(script(), "stop", folder.toString());
    }

    static String script() {
        return Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .getParent()
                .resolve("deploy/demo/server.sh")
                .toString();
    }

    /** More rows. */
    void change() throws IOException, InterruptedException {
        sql("USE shop; INSERT INTO orders (item) SELECT sha2(rand(), 512) FROM seq_1_to_5000");
    }

    /** What the tables hold. */
    String content() throws IOException, InterruptedException {
        return sql("CHECKSUM TABLE shop.orders EXTENDED");
    }

    /** Of the running server; another after it was stopped in between. */
    String incarnation() throws IOException, InterruptedException {
        return Files.readString(folder.resolve("mariadbd.pid")).strip() + " "
                + Files.getLastModifiedTime(folder.resolve("mariadbd.pid"));
    }

    String sql(String statements) throws IOException, InterruptedException {
        return run(
                "mariadb",
                "--no-defaults",
                "--socket=" + folder.resolve("socket"),
                "--user=root",
                "--batch",
                "--skip-column-names",
                "-e",
                statements);
    }

    /** The specification of a cluster on this server; {@code more} is for the level of spec.local. */
    String cluster(String user, String secret, String storages, String... more) {
        return """
                secretsName: %s
                mysql: {clusterType: async, backupUser: %s}
                local:
                  socket: %s
                  dataDirectory: %s
                  start: ["%s", start, "%s"]
                  stop: ["%s", stop, "%s"]
                %sbackup:
                  enabled: true
                  storages:
                %s""".formatted(
                        secret,
                        user,
                        folder.resolve("socket"),
                        data(),
                        script(),
                        folder,
                        script(),
                        folder,
                        String.join("\n", more).indent(2),
                        storages.indent(4));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        try {
            List<String> all = new ArrayList<>(List.of(command));
            Process process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", all).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", all, Files.readString(output))
                    .isZero();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
