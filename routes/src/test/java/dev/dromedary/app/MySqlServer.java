package dev.dromedary.app;

import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A real MySQL in a container whose data directory is a folder of this host, under the same path on both sides. */
final class MySqlServer implements AutoCloseable {
    // No quote and no backslash: the stand-in does not undo the escapes of option files, MySQL's own programs do.
    static final String PASSWORD = "sesame #1";
    private static final String ROOT = "root-of-the-test";

    final Path data;
    final Path socket;
    final int port;
    private final GenericContainer<?> container;

    MySqlServer(Path folder) throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        Path run = Files.createDirectory(folder.resolve("run"));
        // The container's user is nobody of this host.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
        socket = run.resolve("s");
        port = freePort();
        container = container(run);
        container.start();
    }

    private GenericContainer<?> container(Path run) {
        GenericContainer<?> mysql = new GenericContainer<>("mysql:9.7")
                .withEnv("MYSQL_ROOT_PASSWORD", ROOT)
                .withFileSystemBind(data.toString(), data.toString(), BindMode.READ_WRITE)
                .withFileSystemBind(run.toString(), run.toString(), BindMode.READ_WRITE)
                .withCommand("--datadir=" + data, "--socket=" + socket, "--innodb-buffer-pool-size=64M")
                .withExposedPorts(3306)
                .waitingFor(Wait.forLogMessage(".*port: 3306.*", 1).withStartupTimeout(Duration.ofMinutes(2)));
        // A port of our choice: one of the engine's choice changes with each start.
        return mysql.withCreateContainerCmdModifier(
                command -> command.getHostConfig().withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":3306")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** What a user would write into {@code spec.local}: {@code start} or {@code stop}. */
    List<String> command(String verb) {
        return List.of("docker", verb, container.getContainerId());
    }

    /** An account for backups with the privileges that the tool's manual asks for, less those that are named. */
    void account(String user, String... without) throws SQLException {
        List<String> privileges =
                new ArrayList<>(List.of("BACKUP_ADMIN", "PROCESS", "RELOAD", "LOCK TABLES", "REPLICATION CLIENT"));
        List<String> tables =
                new ArrayList<>(List.of("log_status", "keyring_component_status", "replication_group_members"));
        privileges.removeAll(List.of(without));
        tables.removeAll(List.of(without));
        run("CREATE USER " + user + " IDENTIFIED BY '" + PASSWORD + "'");
        run("GRANT " + String.join(", ", privileges) + " ON *.* TO " + user);
        for (String table : tables) {
            run("GRANT SELECT ON performance_schema." + table + " TO " + user);
        }
    }

    void run(String... statements) throws SQLException {
        try (Connection root = connect();
                Statement statement = root.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The first column of the answer. */
    List<String> ask(String query) throws SQLException {
        try (Connection root = connect();
                Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
            return answer;
        }
    }

    /** Of every table of the users. */
    Map<String, String> checksums() throws SQLException {
        Map<String, String> sums = new TreeMap<>();
        List<String> tables = ask("SELECT concat('`', table_schema, '`.`', table_name, '`')"
                + " FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema"
                + " NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')");
        try (Connection root = connect();
                Statement statement = root.createStatement()) {
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("CHECKSUM TABLE " + table + " EXTENDED")) {
                    row.next();
                    sums.put(table, String.valueOf(row.getString(2)));
                }
            }
        }
        return sums;
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "root");
        login.setProperty("password", ROOT);
        login.setProperty("allowPublicKeyRetrieval", "true");
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", login);
    }

    @Override
    public void close() {
        container.stop();
    }
}
