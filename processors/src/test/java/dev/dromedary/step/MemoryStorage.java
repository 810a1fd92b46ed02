package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A storage that can be cut off: after a number of objects were deleted, it answers no more. It remembers in which order
 * objects were put, can refuse one, and counts what is asked of it.
 */
final class MemoryStorage implements Storage {
    /** What is thrown once it is cut off. */
    static final class CutOff extends RuntimeException {}

    /** Several parts may be on their way at a time. */
    final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    /** The keys of all puts, in the order in which they ended. */
    final Queue<String> puts = new ConcurrentLinkedQueue<>();

    /** How often objects were read, or listed. */
    final AtomicInteger reads = new AtomicInteger();

    private int deletionsLeft = Integer.MAX_VALUE;
    private volatile String watched = "";
    private volatile Runnable before = () -> {};

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

    /** From now on, no put of this object comes to a good end. */
    void refuse(String key) {
        beforePut(key, () -> {
            throw new BackupException(Reason.StorageUnreachable, "nobody answers", "look at the network");
        });
    }

    /** From now on, this happens before a put of this object. */
    void beforePut(String key, Runnable event) {
        before = event;
        watched = key;
    }

    Set<String> keys() {
        return objects.keySet();
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        if (key.equals(watched)) {
            before.run();
        }
        if (!ifAbsent) {
            objects.put(key, body);
        } else if (objects.putIfAbsent(key, body) != null) {
            throw new AlreadyExistsException(key);
        }
        puts.add(key);
    }

    @Override
    public byte[] get(String key) {
        reads.incrementAndGet();
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
        reads.incrementAndGet();
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
