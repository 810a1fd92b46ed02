package dev.dromedary.local;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Backups as files of a folder that is open. */
final class BackupFiles implements AutoCloseable {
    static final ResourceKey A = new ResourceKey("PerconaServerMySQLBackup", "default", "a");
    static final ResourceList ALL = new ResourceList(A.kind(), A.namespace());

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00.5Z"));

    private final Path directory;
    private OpenFolder open;

    BackupFiles(Path directory) {
        this.directory = directory;
        open();
    }

    private void open() {
        open = OpenFolder.open(directory, NOON);
    }

    @Override
    public void close() {
        open.close();
    }

    void reopen() {
        open.close();
        open();
    }

    List<Problem> problems() {
        return open.problems();
    }

    FolderResources resources() {
        return open.resources();
    }

    /** @param metadata what it holds beside the name, after a comma */
    Path write(String name, String metadata, String spec) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: %s%s}
                spec: {clusterName: c, storageName: s%s}
                """.formatted(name, metadata, spec));
    }

    PerconaServerMySQLBackup get(ResourceKey key) {
        return (PerconaServerMySQLBackup) open.resources().get(key);
    }

    /** As if the folder had been left alone for long. */
    void leaveAlone() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        Files.setLastModifiedTime(directory, FileTime.from(Instant.EPOCH));
    }

    /** As if it changed this moment, however slow the test is. */
    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    }
}
