package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.List;

/** A storage that could not be opened, in a run that may have another: whoever turns to it is told why. */
record UnopenedStorage(BackupException why) implements Storage {
    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        throw why;
    }

    @Override
    public byte[] get(String key) {
        throw why;
    }

    @Override
    public long size(String key) {
        throw why;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        throw why;
    }

    @Override
    public void delete(List<String> keys) {
        throw why;
    }
}
