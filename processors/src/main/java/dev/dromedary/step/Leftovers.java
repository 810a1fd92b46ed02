package dev.dromedary.step;

import dev.dromedary.part.BackupKeys;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.List;

/** What a backup that came to nothing leaves in its destination. */
final class Leftovers {
    private Leftovers() {}

    static void removeParts(Storage storage, BackupKeys keys) {
        List<String> parts =
                storage.list(keys.parts()).stream().map(StoredObject::key).toList();
        if (!parts.isEmpty()) {
            storage.delete(parts);
        }
    }

    /** The claim goes last, so that an interrupted removal is found and taken up again. */
    static void removeAll(Storage storage, BackupKeys keys) {
        removeParts(storage, keys);
        storage.delete(List.of(keys.owner()));
    }
}
