package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server whose backups go to a folder, and from there to a bucket below a prefix of its own, behind a wire that can be
 * cut, and to a second folder.
 */
record CopiesPlace(KillPlace kill, Path folder, Wire wire, String prefix) implements AutoCloseable {
    static CopiesPlace create(Path folder) throws Exception {
        URI server = URI.create(StorageServer.MINIO.endpoint());
        KillPlace kill = KillPlace.create(folder);
        CopiesPlace made = new CopiesPlace(
                kill, folder.resolve("second"), new Wire(server.getPort()), "copies-" + UUID.randomUUID() + "/");
        kill.place().product().set("dromedary.storage.attempts", "2");
        kill.place()
                .resources()
                .secret(
                        "minio",
                        Map.of(
                                "AWS_ACCESS_KEY_ID",
                                StorageServer.MINIO.user(),
                                "AWS_SECRET_ACCESS_KEY",
                                StorageServer.MINIO.key()));
        made.copies("copies: [cloud, second]");
        return made;
    }

    /** @param asked what the first storage says of its copies */
    void copies(String asked, String... more) throws IOException {
        Place place = kill.place();
        place.resources().cluster(place.server(), null, """
                        file:
                          type: file
                          options: {directory: %s}
                          %s
                        %ssecond:
                          type: file
                          options: {directory: %s}
                        %s""".formatted(
                        place.storage(), asked, "cloud:\n" + cloud().indent(2), folder, String.join("\n", more)));
    }

    /** The bucket, as a storage of a resource. */
    String cloud() {
        return """
                type: s3
                s3: {bucket: backups, prefix: %s, endpointUrl: "http://127.0.0.1:%d", credentialsSecret: minio}
                """.formatted(prefix, wire.port());
    }

    Resources resources() {
        return kill.place().resources();
    }

    BackupStatus status(String backup) {
        return resources().backup(backup).getStatus();
    }

    /** The states of the copies, by the storages' names. */
    Map<String, String> states(String backup) {
        return status(backup).copies.stream()
                .collect(Collectors.toMap(copy -> copy.storageName, copy -> copy.state.wire()));
    }

    BackupCopy copy(String backup, String storage) {
        return status(backup).copies.stream()
                .filter(copy -> copy.storageName.equals(storage))
                .findFirst()
                .orElseThrow();
    }

    Condition copied(String backup) throws IOException {
        return Told.ofBackup(resources(), backup).condition("Copied");
    }

    /** Works all off that there is to do. */
    Product.Outcome once(int exit) throws Exception {
        Product.Outcome outcome = kill.place().product().once();
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
        return outcome;
    }

    /** The objects of a folder, by their keys. */
    static Map<String, byte[]> objects(Path storage) throws IOException {
        if (!Files.isDirectory(storage)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(storage)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !storage.relativize(file).toString().startsWith("."))
                    .toList();
            Map<String, byte[]> objects = new TreeMap<>();
            for (Path file : all) {
                objects.put(storage.relativize(file).toString(), Files.readAllBytes(file));
            }
            return objects;
        }
    }

    void dropTheData() throws IOException, InterruptedException {
        kill.place().server().sql("DROP DATABASE shop");
    }

    /** Both folders hold the same. */
    void requireEqualFolders() throws IOException {
        Map<String, byte[]> first = objects(kill.place().storage());
        Map<String, byte[]> second = objects(folder);
        assertThat(first.keySet()).isNotEmpty().isEqualTo(second.keySet());
        first.forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(second.get(key)));
    }

    @Override
    public void close() throws IOException {
        wire.close();
        kill.close();
    }
}
