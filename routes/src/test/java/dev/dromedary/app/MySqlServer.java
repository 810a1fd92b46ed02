package dev.dromedary.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real MySQL server in a container of the testbed. Its data directory and its socket are folders of this host, under the
 * same path on both sides, so that the product works on them as on those of a server of this host.
 */
final class MySqlServer {
    /** No quote and no backslash: the stand-in does not undo their escapes in option files, as MySQL's programs do. */
    static final String PASSWORD = "sesame #1";

    /** Whom the server runs as and its files belong to; nobody of this host. */
    static final int USER = 999;

    private static final String ROOT = "root-of-the-test";

    private final Path data;
    private final Path run;
    private final int port;

    private MySqlServer(Path data, Path run, int port) {
        this.data = data;
        this.run = run;
        this.port = port;
    }

    /** A running server on fresh data. */
    static MySqlServer create(Path folder) throws Exception {
        MySqlServer server = new MySqlServer(own(folder.resolve("data")), own(folder.resolve("run")), freePort());
        // Not as root: root's entry point would give all files to the server first, and hide that a restore did not.
        Command.run(
                Command.path("docker"),
                "run",
                "--detach",
                "--name=" + server.name(),
                "--user=" + USER + ":" + USER,
                "--env=MYSQL_ROOT_PASSWORD=" + ROOT,
                "--volume=" + server.data + ":" + server.data,
                "--volume=" + server.run + ":" + server.run,
                "--publish=127.0.0.1:" + server.port + ":3306",
                "mysql:9.7",
                "--datadir=" + server.data,
                "--socket=" + server.socket(),
                "--innodb-buffer-pool-size=32M",
                // Large: what a test has just written must not make it give redo away while a tool begins.
                "--innodb-redo-log-capacity=512M");
        Await.until("MySQL is ready", () -> Command.run(Command.path("docker"), "logs", server.name())
                .contains("port: 3306"));
        return server;
    }

    private static Path own(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:uid", USER);
        Files.setAttribute(folder, "unix:gid", USER);
        return folder;
    }

    /** A port of our choice, because one of the engine's choice changes with each start. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private String name() {
        return "dromedary-mysql-" + port;
    }

    Path dataDirectory() {
        return data;
    }

    Path socket() {
        return run.resolve("socket");
    }

    int port() {
        return port;
    }

    /** For {@code spec.local}. */
    List<String> startCommand() {
        return List.of(Command.path("docker"), "start", name());
    }

    /** For {@code spec.local}. */
    List<String> stopCommand() {
        return List.of(Command.path("docker"), "stop", "--time=60", name());
    }

    /** The answer to statements: a line for each row, tabs between columns. */
    String sql(String statements) throws IOException, InterruptedException {
        Path input = Files.writeString(Files.createTempFile(run, "statements", ".sql"), statements);
        try {
            return Command.run(
                    input,
                    Command.path("docker"),
                    "exec",
                    "--interactive",
                    "--env=MYSQL_PWD=" + ROOT,
                    name(),
                    "mysql",
                    "--socket=" + socket(),
                    "--user=root",
                    "--batch",
                    "--skip-column-names",
                    "mysql");
        } finally {
            Files.delete(input);
        }
    }

    /** Every database, and every table that is not the server's own with its checksum. */
    List<String> content() throws IOException, InterruptedException {
        String queries = sql("""
                SELECT concat('SELECT ''', schema_name, ''';') FROM information_schema.schemata ORDER BY 1;
                SELECT concat('CHECKSUM TABLE `', table_schema, '`.`', table_name, '` EXTENDED;')
                FROM information_schema.tables
                WHERE table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
                AND table_type = 'BASE TABLE' ORDER BY 1""");
        return sql(queries).lines().toList();
    }

    void remove() throws IOException, InterruptedException {
        Command.run(Command.path("docker"), "rm", "--force", "--volumes", name());
    }
}
