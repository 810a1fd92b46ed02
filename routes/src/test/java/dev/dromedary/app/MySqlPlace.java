package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The product over a folder of resources of its own, for a MySQL server that others use as well. */
record MySqlPlace(MySqlServer server, Path storage, Resources resources, Product product) {
    static MySqlPlace create(Path folder, MySqlServer server) throws IOException {
        Resources resources = new Resources(folder.resolve("resources"));
        return new MySqlPlace(
                server, folder.resolve("storage"), resources, new Product(resources, folder.resolve("work")));
    }

    /** As the address for {@link #cluster}. */
    Map<String, String> tcp() {
        return Map.of("host", "127.0.0.1", "port", Integer.toString(server.port()));
    }

    /** As the address for {@link #cluster}. */
    Map<String, String> socket() {
        return Map.of("socket", server.socket().toString());
    }

    /**
     * A cluster that is the server.
     *
     * @param account of the backups, with the password that all of them have
     * @param toolPath where the tool lies
     * @param backup more lines of {@code spec.backup}
     */
    void cluster(String name, String account, Map<String, String> address, Path toolPath, String backup)
            throws IOException {
        cluster(name, account, address, toolPath, "", backup);
    }

    /** @param layout of the storage, empty for the usual one */
    void cluster(String name, String account, Map<String, String> address, Path toolPath, String layout, String backup)
            throws IOException {
        resources.secret(name + "-secrets", Map.of(account, MySqlServer.PASSWORD));
        resources.resource("PerconaServerMySQL", name, """
                secretsName: %s-secrets
                mysql: {clusterType: async, backupUser: %s}
                local:
                  start: %s
                  stop: %s
                  dataDirectory: %s
                  toolPath: %s
                %sbackup:
                  enabled: true
                  storages:
                    file: {type: file%s, options: {directory: %s}}
                %s""".formatted(
                        name,
                        account,
                        server.startCommand(),
                        server.stopCommand(),
                        server.dataDirectory(),
                        toolPath,
                        lines(address).indent(2),
                        layout.isEmpty() ? "" : ", layout: " + layout,
                        storage,
                        backup.indent(2)));
    }

    private static String lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** A full backup of any of the clusters. */
    void full(String name, String cluster) throws IOException {
        resources.resource(
                "PerconaServerMySQLBackup",
                name,
                "clusterName: %s\nstorageName: file\ntype: full\n".formatted(cluster));
    }

    /** The objects in the storage. */
    List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Does what is not done yet; all has to go well. */
    void workOff() throws IOException, InterruptedException {
        Product.Outcome outcome = product.once();
        assertThat(outcome.exit()).as(outcome.log()).isZero();
    }

    Manifest manifest(String backup) throws IOException {
        Path destination =
                Path.of(resources.backup(backup).getStatus().destination.replaceFirst("^file://", ""));
        Path file = destination.resolveSibling(destination.getFileName() + ".manifest.json");
        return ManifestFile.decode(file.toString(), Files.readAllBytes(file)).manifest();
    }
}
