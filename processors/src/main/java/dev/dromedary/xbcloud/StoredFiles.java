package dev.dromedary.xbcloud;

import dev.dromedary.chain.Part;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamPath;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a backup, as the listing of its objects shows them. The reference's own reader takes the highest index there
 * is for a file's last chunk, so it misses nothing where the last ones are lost; here the last one must be the chunk that
 * ends a file, which is known by its length.
 */
public final class StoredFiles {
    /** Magic, flags, type and length of the path; the path follows. The chunk that ends a file has nothing else. */
    private static final int HEAD = 14;

    /** A chunk's payload at its longest, its head and the map of its holes. */
    private static final long LONGEST = Limits.standard().maxChunk() + (16 << 20);

    private final String folder;
    private final Map<String, TreeMap<Long, StoredObject>> files = new TreeMap<>();
    private final List<String> foreign = new ArrayList<>();

    /**
     * Sorts what was listed below a backup.
     *
     * @param folder the key of the backup, with a slash at its end
     */
    public StoredFiles(String folder, Collection<StoredObject> listed) {
        this.folder = folder;
        for (StoredObject object : listed) {
            ChunkKey.parse(object.key().substring(folder.length()))
                    .ifPresentOrElse(
                            key -> files.computeIfAbsent(key.path(), any -> new TreeMap<>())
                                    .put(key.index(), object),
                            () -> foreign.add(object.key()));
        }
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    public boolean has(String path) {
        return files.containsKey(path);
    }

    boolean has(String path, long index) {
        return files.getOrDefault(path, new TreeMap<>()).containsKey(index);
    }

    /** What lies there and is no chunk; the reference's reader passes it over, too. */
    public List<String> foreign() {
        return Collections.unmodifiableList(foreign);
    }

    /** The objects of a file in their order; none if there is no such file. */
    public Collection<StoredObject> objects(String path) {
        return files.getOrDefault(path, new TreeMap<>()).values();
    }

    /** All objects, file by file, the chunks of each in their order: a stream that unpacks to the same files. */
    public List<Part> parts() {
        return files.values().stream()
                .flatMap(file -> file.values().stream())
                .map(object -> new Part(object.key(), object.size(), ""))
                .toList();
    }

    /** The name of an object below the backup. */
    String name(String key) {
        return key.substring(folder.length());
    }

    /** What shows that the backup is not whole, if anything does. */
    public Optional<BackupException> fault() {
        return files.entrySet().stream()
                .flatMap(file -> fault(file.getKey(), file.getValue()).stream())
                .findFirst();
    }

    private Optional<BackupException> fault(String path, SortedMap<Long, StoredObject> chunks) {
        Optional<String> unsafe = StreamPath.fault(path);
        if (unsafe.isPresent()) {
            return damaged("there are objects of " + unsafe.get());
        }
        if (chunks.lastKey() != chunks.size() - 1) {
            long next = 0;
            while (chunks.containsKey(next)) {
                next++;
            }
            return missing("the object " + folder + new ChunkKey(path, next).name() + " is missing");
        }
        int end = HEAD + path.getBytes(StandardCharsets.UTF_8).length;
        for (StoredObject chunk : chunks.values()) {
            if (chunk.size() < end || chunk.size() > LONGEST) {
                return damaged("the object " + chunk.key() + " has " + chunk.size() + " bytes, which no chunk has");
            }
        }
        StoredObject last = chunks.get(chunks.lastKey());
        return last.size() == end
                ? Optional.empty()
                : missing("the object " + folder + new ChunkKey(path, chunks.size()).name()
                        + " is missing: the one before it ends no file");
    }

    private static Optional<BackupException> missing(String what) {
        return Optional.of(new BackupException(
                Reason.ObjectMissing, what, "bring it back from a copy, or restore another backup"));
    }

    private static Optional<BackupException> damaged(String what) {
        return Optional.of(new BackupException(Reason.ObjectDamaged, what, "restore another backup"));
    }
}
