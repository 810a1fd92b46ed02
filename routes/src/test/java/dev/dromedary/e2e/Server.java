package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        String shell =
                "MYSQL_PWD=\"$" + password + "\" exec " + client + " -uroot --batch --skip-column-names -e \"$0\"";
        return shell(shell, String.join(";\n", statements) + ";\n");
    }

    /** Keeps a tool that comes from beginning, until it is closed: the server allows one backup at a time (MariaDB only). */
    ExecWatch holdBackups() {
        ExecWatch session = node.client
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .redirectingInput()
                .redirectingOutput()
                .exec(
                        "sh",
                        "-c",
                        "MYSQL_PWD=\"$MARIADB_ROOT_PASSWORD\" exec mariadb -uroot --batch --skip-column-names --unbuffered");
        try {
            OutputStream statements = session.getInput();
            statements.write("BACKUP STAGE START; SELECT 'held';\n".getBytes(StandardCharsets.UTF_8));
            statements.flush();
            var answer = new BufferedReader(new InputStreamReader(session.getOutput(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).isEqualTo("held");
        } catch (IOException e) {
            session.close();
            throw new UncheckedIOException(e);
        }
        return session;
    }

    /** Runs a line of the shell, and answers the lines that it prints. */
    List<String> shell(String line, String... arguments) {
        String[] command =
                Stream.concat(Stream.of("sh", "-c", line), Stream.of(arguments)).toArray(String[]::new);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var exec = node.client
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .writingOutput(out)
                .writingError(err)
                .exec(command)) {
            Integer code = exec.exitCode().get(MINUTES, TimeUnit.MINUTES);
            if (code != 0) {
                throw new AssertionError(err.toString(StandardCharsets.UTF_8));
            }
        } catch (Exception e) {
            throw new AssertionError("in " + pod + ": " + String.join(" ", command), e);
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
