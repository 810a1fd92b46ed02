package dev.dromedary.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Backups in a folder that nobody has taken: objects, owner files and manifests as a run leaves them. */
final class StoredBackups {
    static final String BASE = "shop-2026-11-24-02:30:00-full";
    static final String FIRST = BASE + ".incr/shop-2026-11-25-02:30:00-incr";
    static final String SECOND = BASE + ".incr/shop-2026-11-26-02:30:00-incr";

    final Path folder;

    StoredBackups(Path folder) {
        this.folder = folder;
    }

    /** A base and two increments of cluster shop. */
    void chainOfThree() throws IOException {
        Member base = store(BASE, null, 0, 100, "2026-11-24T02:31:00Z");
        Member first = store(FIRST, base, 100, 220, "2026-11-25T02:31:00Z");
        store(SECOND, first, 220, 300, "2026-11-26T02:31:00Z");
    }

    Member store(String key, Member parent, long from, long to, String completed) throws IOException {
        return store(key, "shop", parent, from, to, completed);
    }

    Member store(String key, String cluster, Member parent, long from, long to, String completed) throws IOException {
        BackupKeys keys = new BackupKeys(key);
        byte[] content = key.getBytes(UTF_8);
        write(keys.part(0), content);
        Manifest.Owner owner = new Manifest.Owner("default", "b" + to, "uid-" + key.hashCode(), cluster);
        write(keys.owner(), OwnerFile.encode(owner));
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                destination(key),
                owner,
                parent == null ? BackupType.FULL : BackupType.INCREMENTAL,
                Instant.parse(completed).minusSeconds(60),
                Instant.parse(completed),
                new Manifest.Tool("mariadb", "10.11.19-MariaDB", "10.11"),
                new Manifest.Server("", "10.11.19-MariaDB", "db-1", "/var/lib/mysql/"),
                new Lineage("", "inode-1", "mariadb 10.11"),
                new Lsn(from),
                new Lsn(to),
                new Lsn(to),
                Map.of("to_lsn", Long.toString(to)),
                "",
                Manifest.STREAM,
                List.of(new Part(keys.part(0), content.length, Hash.sha256(content))),
                content.length,
                null,
                parent == null ? null : parent.asParent(),
                parent == null ? 0 : parent.manifest().depth() + 1,
                Map.of());
        byte[] file = ManifestFile.encode(manifest);
        write(keys.manifest(), file);
        return ManifestFile.decode(keys.manifest(), file);
    }

    String destination(String key) {
        return "file://" + folder + "/" + key;
    }

    Path manifest(String key) {
        return folder.resolve(new BackupKeys(key).manifest());
    }

    Path part(String key) {
        return folder.resolve(new BackupKeys(key).part(0));
    }

    private void write(String key, byte[] content) throws IOException {
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
