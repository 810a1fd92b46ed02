package dev.dromedary.step;

import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** A storage that can be cut off: after a number of objects were deleted, it answers no more. */
final class MemoryStorage implements Storage {
    /** What is thrown once it is cut off. */
    static final class CutOff extends RuntimeException {}

    /** Several parts may be on their way at a time. */
    final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    private int deletionsLeft = Integer.MAX_VALUE;

    /** A copy that is cut off in the middle of things. */
    MemoryStorage cutAfter(int deletions) {
        MemoryStorage copy = new MemoryStorage();
        copy.objects.putAll(objects);
        copy.deletionsLeft = deletions;
        return copy;
    }

    void repair() {
        deletionsLeft = Integer.MAX_VALUE;
    }

    Set<String> keys() {
        return objects.keySet();
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        if (!ifAbsent) {
            objects.put(key, body);
        } else if (objects.putIfAbsent(key, body) != null) {
            throw new AlreadyExistsException(key);
        }
    }

    @Override
    public byte[] get(String key) {
        if (!objects.containsKey(key)) {
            throw new NotFoundException(key);
        }
        return objects.get(key);
    }

    @Override
    public long size(String key) {
        return get(key).length;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length))
                .toList();
    }

    /** As a bucket does it: some of a batch may be gone when the rest fails. */
    @Override
    public void delete(List<String> keys) {
        for (String key : keys) {
            if (deletionsLeft-- <= 0) {
                throw new CutOff();
            }
            objects.remove(key);
        }
    }
}
