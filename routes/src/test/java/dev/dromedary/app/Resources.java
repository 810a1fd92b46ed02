package dev.dromedary.app;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of resources as a user writes it, and what the product says of them. */
final class Resources {
    static final String CLUSTER = "shop";
    static final String STORAGE = "file";

    static {
        // Tests look at the resources many times a second; without a configuration each look is logged.
        new Home(Product.HOME).configureLogging();
    }

    private final Path folder;

    Resources(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path folder() {
        return folder;
    }

    /** A cluster with one storage, a folder, and its secret. */
    void cluster(PrivateServer server, Path storage, Path toolPath) throws IOException {
        secret(CLUSTER + "-secrets", Map.of(PrivateServer.ACCOUNT, PrivateServer.PASSWORD));
        cluster(server, toolPath, "file:\n  type: file\n  options: {directory: %s}\n".formatted(storage));
    }

    /**
     * A cluster.
     *
     * @param toolPath null for the tools of the host
     * @param storages the YAML below {@code spec.backup.storages}
     */
    void cluster(PrivateServer server, Path toolPath, String storages) throws IOException {
        String[] local = toolPath == null ? new String[0] : new String[] {"toolPath: " + toolPath};
        cluster(CLUSTER, clusterOf(server, PrivateServer.ACCOUNT, CLUSTER + "-secrets", storages, local));
    }

    /** A cluster of any name; see {@link #clusterOf}. */
    void cluster(String name, String specification) throws IOException {
        resource("PerconaServerMySQL", name, specification);
    }

    /**
     * The specification of a cluster on a server. It ends in {@code spec.backup}, two spaces deep.
     *
     * @param secret holds the password of the account
     * @param storages the YAML below {@code spec.backup.storages}
     * @param local more lines of {@code spec.local}
     */
    static String clusterOf(PrivateServer server, String account, String secret, String storages, String... local) {
        return """
                secretsName: %s
                mysql:
                  clusterType: async
                  backupUser: %s
                local:
                  socket: %s
                  dataDirectory: %s
                  start: %s
                  stop: %s
                %sbackup:
                  enabled: true
                  storages:
                %s""".formatted(
                        secret,
                        account,
                        server.socket(),
                        server.dataDirectory(),
                        list(server.startCommand()),
                        list(server.stopCommand()),
                        String.join("\n", local).indent(2),
                        storages.indent(4));
    }

    private static String list(List<String> command) {
        return command.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    void full(String name) throws IOException {
        backup(name, "type: full");
    }

    void increment(String name) throws IOException {
        backup(name, "type: incremental");
    }

    /** @param more lines of the specification beside cluster and storage */
    void backup(String name, String more) throws IOException {
        backup(name, CLUSTER, STORAGE, more);
    }

    void backup(String name, String cluster, String storage, String more) throws IOException {
        resource(
                PerconaServerMySQLBackup.class.getSimpleName(),
                name,
                "clusterName: %s\nstorageName: %s\n%s\n".formatted(cluster, storage, more));
    }

    /** A backup whose objects go with its file. */
    void deletable(String name, String type, String... annotations) throws IOException {
        String head = head("ps.percona.com/v1", PerconaServerMySQLBackup.class.getSimpleName(), name)
                + "  finalizers: [percona.com/delete-backup]\n"
                + "  annotations: {%s}\n".formatted(String.join(", ", annotations));
        write(
                name,
                head + "spec:\n  clusterName: %s\n  storageName: %s\n  type: %s\n".formatted(CLUSTER, STORAGE, type));
    }

    /** Removes the files of backups, and makes it look as if that was long ago: only then it is believed. */
    void takeOut(String... names) throws IOException {
        for (String name : names) {
            remove(name);
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : Stream.concat(files, Stream.of(folder)).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            }
        }
    }

    void restore(String name, String backup) throws IOException {
        restoreWith(name, "backupName: " + backup);
    }

    /** A restore into a scratch folder. */
    void verify(String name, String backup) throws IOException {
        restoreWith(name, "target: Verify\nbackupName: " + backup);
    }

    void restoreWith(String name, String more) throws IOException {
        resource(
                PerconaServerMySQLRestore.class.getSimpleName(),
                name,
                "clusterName: %s\n%s\n".formatted(CLUSTER, more));
    }

    void secret(String name, Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder(head("v1", "Secret", name)).append("stringData:\n");
        values.forEach((key, value) -> text.append("  %s: \"%s\"\n".formatted(key, value)));
        write(name, text.toString());
    }

    void resource(String kind, String name, String spec) throws IOException {
        write(name, head("ps.percona.com/v1", kind, name) + "spec:\n" + spec.indent(2));
    }

    private static String head(String version, String kind, String name) {
        return "apiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n".formatted(version, kind, name);
    }

    /** Renamed into place, because the folder may be watched. */
    void write(String name, String text) throws IOException {
        Path draft = Files.writeString(folder.resolve("." + name), text);
        Files.move(draft, folder.resolve(name + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String name) throws IOException {
        Files.delete(folder.resolve(name + ".yaml"));
    }

    PerconaServerMySQLBackup backup(String name) {
        return (PerconaServerMySQLBackup) look(PerconaServerMySQLBackup.class.getSimpleName(), name);
    }

    PerconaServerMySQLRestore restore(String name) {
        return (PerconaServerMySQLRestore) look(PerconaServerMySQLRestore.class.getSimpleName(), name);
    }

    /** The Events of type Warning about a resource, a line of JSON each. */
    List<String> warnings(String name) throws IOException {
        Path events = folder.resolve(".dromedary/events.jsonl");
        if (!Files.exists(events)) {
            return List.of();
        }
        return Files.readAllLines(events).stream()
                .filter(line -> line.contains("\"type\":\"Warning\""))
                .filter(line -> line.contains("\"name\":\"" + name + "\""))
                .toList();
    }

    /** How each backup has ended, for whoever has to find out why a test fails. */
    String ends() {
        return OpenFolder.look(folder)
                .list(new ResourceList(PerconaServerMySQLBackup.class.getSimpleName(), "default"))
                .stream()
                .map(PerconaServerMySQLBackup.class::cast)
                .map(each -> each.getMetadata().getName() + " " + each.getStatus().state + " "
                        + each.getStatus().stateDescription)
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private Object look(String kind, String name) {
        // Anew: what looks old is not read twice, and these tests make files look old.
        return OpenFolder.look(folder).get(new ResourceKey(kind, "default", name));
    }
}
