package dev.dromedary.step;

import dev.dromedary.part.BackupKeys;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.List;
import java.util.stream.Stream;

/** What a backup that came to nothing leaves in its destination. */
final class Leftovers {
    private Leftovers() {}

    /** What is beside them too, of a run that came so far. */
    static void removeParts(Storage storage, BackupKeys keys) {
        storage.delete(
                Stream.concat(storage.list(keys.parts()).stream().map(StoredObject::key), Stream.of(keys.checksums()))
                        .toList());
    }

    /** As {@link #removeParts}, where a manifest may be that counts for nothing: it is gone before any part is. */
    static void removeSealed(Storage storage, BackupKeys keys) {
        storage.delete(List.of(keys.manifest()));
        removeParts(storage, keys);
    }

    /** The claim goes last, so that an interrupted removal is found and taken up again. */
    static void removeAll(Storage storage, BackupKeys keys) {
        removeParts(storage, keys);
        storage.delete(List.of(keys.owner()));
    }
}
