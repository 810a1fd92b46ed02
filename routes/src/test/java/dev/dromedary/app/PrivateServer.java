package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real MariaDB server on a socket in a folder, without a port; started and stopped as the demo does it. */
final class PrivateServer implements AutoCloseable {
    static final String ACCOUNT = "backup";
    static final String PASSWORD = "let-me-in";

    private static final String OPTIONS = "--innodb-buffer-pool-size=16M --innodb-log-file-size=8M"
            + " --innodb-flush-log-at-trx-commit=2 --innodb-temp-data-file-path=ibtmp1:1M:autoextend"
            + " --innodb-autoextend-increment=1 --performance-schema=OFF";
    private static final Path SCRIPT = Product.HOME.resolve("deploy/demo/server.sh");

    private static Path template;

    private final Path folder;

    private PrivateServer(Path folder) {
        this.folder = folder;
    }

    /** A running server on fresh data, with the account for backups. */
    static PrivateServer create(Path folder) throws IOException, InterruptedException {
        Command.path("mariadbd");
        Command.path("mariadb-backup");
        Path source = template();
        Files.createDirectories(folder);
        Command.run("cp", "-a", source.resolve("data").toString(), folder.toString());
        PrivateServer server = new PrivateServer(folder);
        Files.writeString(folder.resolve("server.options"), OPTIONS);
        server.start();
        return server;
    }

    /** A server that may not be there, or not yet. */
    static PrivateServer at(Path folder) {
        return new PrivateServer(folder);
    }

    /** Made once for all tests of this JVM, because it takes longer than everything else. */
    private static synchronized Path template() throws IOException, InterruptedException {
        if (template == null) {
            Path made = Files.createTempDirectory("mariadb-template");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(made)));
            Command.run(
                    Command.path("mariadb-install-db"),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--datadir=" + made.resolve("data"),
                    "--skip-test-db",
                    "--auth-root-authentication-method=normal",
                    "--skip-name-resolve",
                    "--innodb-log-file-size=8M");
            Files.writeString(made.resolve("server.options"), OPTIONS);
            PrivateServer server = new PrivateServer(made);
            server.start();
            server.sql("""
                    CREATE USER %s@localhost IDENTIFIED BY '%s';
                    GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.* TO %1$s@localhost;
                    """.formatted(ACCOUNT, PASSWORD));
            server.stop();
            template = made;
        }
        return template;
    }

    /** Runs on a copy of its data from now on. */
    void becomeAClone() throws IOException, InterruptedException {
        replaceData(dataDirectory());
    }

    /** Runs on fresh data from now on. */
    void becomeAnother() throws IOException, InterruptedException {
        replaceData(template().resolve("data"));
    }

    private void replaceData(Path source) throws IOException, InterruptedException {
        stop();
        Path copy = folder.resolve("copy");
        Command.run("cp", "-a", source.toString(), copy.toString());
        Command.run("rm", "-rf", dataDirectory().toString());
        Files.move(copy, dataDirectory());
        start();
    }

    private static void remove(Path folder) {
        try {
            Command.run("rm", "-rf", folder.toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path socket() {
        return folder.resolve("socket");
    }

    Path dataDirectory() {
        return folder.resolve("data");
    }

    /** For {@code spec.local}. */
    List<String> startCommand() {
        return List.of(SCRIPT.toString(), "start", folder.toString());
    }

    /** For {@code spec.local}. */
    List<String> stopCommand() {
        return List.of(SCRIPT.toString(), "stop", folder.toString());
    }

    void start() throws IOException, InterruptedException {
        Command.run(startCommand().toArray(String[]::new));
    }

    void stop() throws IOException, InterruptedException {
        Command.run(stopCommand().toArray(String[]::new));
    }

    boolean running() throws IOException {
        return process().filter(ProcessHandle::isAlive).isPresent();
    }

    /** As {@code kill -9} does it. */
    void kill() throws IOException {
        process().ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    /** The process that runs now; another one after the server was stopped in between. */
    ProcessHandle incarnation() throws IOException {
        return process().filter(ProcessHandle::isAlive).orElseThrow();
    }

    /** Lets no backup tool get past its locks until it is closed. */
    Connection holdBackups() throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:mariadb://localhost/?user=root&localSocket=" + socket());
        try (Statement statement = connection.createStatement()) {
            statement.execute("BACKUP STAGE START");
        }
        return connection;
    }

    private Optional<ProcessHandle> process() throws IOException {
        Path file = folder.resolve("server.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** The answer to statements: a line for each row, tabs between columns. */
    String sql(String statements) throws IOException, InterruptedException {
        Path input = Files.writeString(Files.createTempFile(folder, "statements", ".sql"), statements);
        try {
            return Command.run(
                    input,
                    Command.path("mariadb"),
                    "--no-defaults",
                    "--socket=" + socket(),
                    "--user=root",
                    "--batch",
                    "--skip-column-names",
                    "mysql");
        } finally {
            Files.delete(input);
        }
    }

    /** Every table that is not the server's own, with its checksum. */
    List<String> checksums() throws IOException, InterruptedException {
        String tables = sql("""
                SELECT concat('CHECKSUM TABLE `', table_schema, '`.`', table_name, '` EXTENDED;')
                FROM information_schema.tables
                WHERE table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
                AND table_type = 'BASE TABLE' ORDER BY 1""");
        return sql(tables).lines().toList();
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
