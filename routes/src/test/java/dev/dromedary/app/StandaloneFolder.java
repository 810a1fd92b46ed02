package dev.dromedary.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of resources, and the packaged product that works on it as a process of its own, as a user runs it. */
final class StandaloneFolder {
    private final Path folder;
    final Path backups;

    StandaloneFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("resources"));
        this.backups = Files.createDirectories(folder.resolve("backups"));
    }

    /** The cluster {@code db} with its secret, and the storage {@code file}. */
    void cluster(String user, String password, String local, String engine) throws IOException {
        Path secret = put("db-secrets", """
                apiVersion: v1
                kind: Secret
                metadata: {name: db-secrets}
                stringData:
                  %s: '%s'
                """.formatted(user, password));
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        put("db", """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQL
                metadata: {name: db}
                spec:
                  secretsName: db-secrets
                  mysql: {clusterType: async, backupUser: %s}
                  local: %s
                  backup:
                    enabled: true
                    %s
                    storages:
                      file: {type: file, options: {directory: %s}}
                """.formatted(user, local, engine.isEmpty() ? "" : "engine: " + engine, backups));
    }

    /** Returns the resource as it stands when all work is done. */
    String backUp(String name, String type) throws Exception {
        put(name, """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: %s}
                spec: {clusterName: db, storageName: file, type: %s}
                """.formatted(name, type));
        run("run", "standalone", "--once");
        return run("get", "backups", name, "-o", "yaml");
    }

    /** Returns the resource as it stands when all work is done. */
    String restore(String name, String backup) throws Exception {
        put(name, """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLRestore
                metadata: {name: %s}
                spec: {clusterName: db, backupName: %s}
                """.formatted(name, backup));
        run("run", "standalone", "--once");
        return run("get", "restores", name, "-o", "yaml");
    }

    /** What the storage holds, as paths below it. */
    List<String> stored() throws IOException {
        try (Stream<Path> all = Files.walk(backups)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> backups.relativize(each).toString())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private Path put(String name, String document) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), document);
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Path home = Path.of("").toAbsolutePath().getParent();
        Path target = home.resolve("routes/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Ddromedary.home=" + home,
                "-cp",
                target.resolve("dromedary-routes-0.1.0-SNAPSHOT.jar") + ":" + target.resolve("lib") + "/*",
                "dev.dromedary.app.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--resources", folder.toString()));
        Path log = folder.resolveSibling("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment()
                .put("DROMEDARY_WORK_DIRECTORY", folder.resolveSibling("runs").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still at work: " + Files.readString(log));
        }
        return output;
    }
}
