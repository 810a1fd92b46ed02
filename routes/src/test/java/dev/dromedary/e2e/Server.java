package dev.dromedary.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A database server in a pod, spoken to by its own client there. */
final class Server {
    private static final int MINUTES = 3;

    private final Node node;
    private final String namespace;
    private final String pod;
    private final String engine;

    Server(Node node, String namespace, String pod, String engine) {
        this.node = node;
        this.namespace = namespace;
        this.pod = pod;
        this.engine = engine;
    }

    /** Runs statements, and answers the lines of their results. */
    List<String> sql(String... statements) {
        String client = engine.equals("mariadb") ? "mariadb" : "mysql";
        String password = engine.equals("mariadb") ? "MARIADB_ROOT_PASSWORD" : "MYSQL_ROOT_PASSWORD";
        // The password by the environment: in the arguments it would be in the list of processes.
        String shell = "MYSQL_PWD=\"$" + password + "\" exec " + client + " -uroot --batch --skip-column-names";
        String all = String.join(";\n", statements) + ";\n";
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var exec = node.client
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .redirectingInput()
                .writingOutput(out)
                .writingError(err)
                .exec("sh", "-c", shell)) {
            exec.getInput().write(all.getBytes(StandardCharsets.UTF_8));
            exec.getInput().close();
            Integer code = exec.exitCode().get(MINUTES, TimeUnit.MINUTES);
            if (code != 0) {
                throw new AssertionError(err.toString(StandardCharsets.UTF_8));
            }
        } catch (Exception e) {
            throw new AssertionError("SQL in " + pod + ": " + all, e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Of every table of these databases. */
    List<String> checksums(String... databases) {
        String names = List.of(databases).stream().map(name -> "'" + name + "'").collect(Collectors.joining(","));
        List<String> tables =
                sql("SELECT CONCAT('`', table_schema, '`.`', table_name, '`') FROM information_schema.tables"
                        + " WHERE table_schema IN (" + names + ") AND table_type = 'BASE TABLE' ORDER BY 1");
        return sql("CHECKSUM TABLE " + String.join(", ", tables) + " EXTENDED");
    }
}
