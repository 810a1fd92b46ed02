package dev.dromedary.xbcloud;

import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the small text files that say what a backup is. */
final class SmallFiles {
    /** What MariaDB calls them since 11.1, and what everyone else does. */
    private static final List<String> PREFIXES = List.of("xtrabackup_", "mariadb_backup_");

    private static final List<String> CHANGED = List.of(".zst", ".lz4", ".qp", ".xbcrypt");

    /** Of all chunks of one; real ones have a few hundred bytes, and a GTID set. */
    private static final long LONGEST = 256 << 10;

    private final StorageContents storage;
    private final StoredFiles files;

    SmallFiles(StorageContents storage, StoredFiles files) {
        this.storage = storage;
        this.files = files;
    }

    /**
     * The text of a file that a backup must have.
     *
     * @param name without the tool's prefix
     * @throws BackupException {@code StreamIncomplete} without it, {@code NotSupported} if the tool has compressed or
     *     encrypted it
     */
    String required(String name) {
        return optional(name).orElseThrow(() -> {
            String first = PREFIXES.getFirst() + name;
            return CHANGED.stream()
                    .map(first::concat)
                    .filter(files::has)
                    .findFirst()
                    .map(found -> new BackupException(
                            Reason.NotSupported,
                            "the backup was compressed or encrypted by the tool: it has " + found,
                            "unpack it with the reference's tools"))
                    .orElseGet(() -> new BackupException(
                            Reason.StreamIncomplete,
                            "it has no " + first + ", so it was never finished",
                            "restore another backup"));
        });
    }

    /** The text of a file, if there is one; see {@link #required}. */
    Optional<String> optional(String name) {
        return PREFIXES.stream()
                .map(prefix -> prefix + name)
                .filter(files::has)
                .findFirst()
                .map(this::text);
    }

    /** The text of a file by its whole name. */
    String text(String path) {
        Collection<StoredObject> chunks = files.objects(path);
        if (chunks.stream().mapToLong(StoredObject::size).sum() > LONGEST) {
            throw damaged(path, "it is longer than such a file is");
        }
        // Payload and end are the same in both dialects, and a small file has nothing else.
        StreamTap tap = new StreamTap(Dialect.PERCONA, Limits.standard());
        try {
            for (StoredObject chunk : chunks) {
                byte[] bytes = storage.get(chunk.key(), 0, Math.toIntExact(chunk.size()));
                tap.accept(bytes, 0, bytes.length);
            }
            tap.end();
        } catch (BackupException e) {
            if (e.reason() == Reason.StreamDamaged || e.reason() == Reason.StreamIncomplete) {
                throw damaged(path, e.getMessage());
            }
            throw e;
        }
        byte[] text = tap.collected().get(path);
        if (text == null) {
            throw damaged(path, "its objects are of another file");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private static BackupException damaged(String path, String why) {
        return new BackupException(
                Reason.ObjectDamaged, "the file " + path + " of it cannot be read: " + why, "restore another backup");
    }
}
