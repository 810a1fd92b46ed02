package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.part.PartsInput;
import dev.dromedary.storage.BodyPool;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The parts of a backup on their way from its own storage to a copy, several at a time; each is in memory whole.
 *
 * @param senders how many at a time
 */
record Transfer(Storage storage, Copy copy, BackupKeys keys, Manifest manifest, int senders) {
    /** @param sealed whether the copy was complete once, so that what is there was hashed before */
    void parts(boolean sealed) {
        Map<String, Long> there = there();
        removeStrangers(there);
        ExecutorService threads = Executors.newFixedThreadPool(
                senders, Thread.ofVirtual().name("copy-", 0).factory());
        try {
            List<Future<?>> puts = new ArrayList<>();
            for (Part part : manifest.parts()) {
                puts.add(threads.submit(() -> put(part, there.get(part.key()), sealed)));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        } catch (InterruptedException e) {
            throw Failures.cancelled(e);
        } catch (ExecutionException e) {
            throw Failures.told(e);
        } finally {
            threads.shutdownNow();
            // Nothing is put any more when the run goes on to another copy, or ends.
            threads.close();
        }
    }

    private Map<String, Long> there() {
        return copy.storage().list(keys.parts()).stream()
                .collect(Collectors.toMap(StoredObject::key, StoredObject::size));
    }

    /** An attempt that came to nothing may have left parts that this backup does not have. */
    private void removeStrangers(Map<String, Long> there) {
        Set<String> own = manifest.parts().stream().map(Part::key).collect(Collectors.toSet());
        List<String> strangers =
                there.keySet().stream().filter(key -> !own.contains(key)).toList();
        if (!strangers.isEmpty()) {
            copy.storage().delete(strangers);
        }
    }

    private void put(Part part, Long found, boolean sealed) {
        if (found != null) {
            if (found == part.length() && (sealed || sound(part))) {
                return;
            }
            copy.storage().delete(List.of(part.key()));
        }
        byte[] bytes = PartsInput.verified(part, storage.get(part.key()));
        copy.storage().put(part.key(), bytes, true);
        copy.sent(bytes.length);
        BodyPool.giveBack(bytes);
    }

    private boolean sound(Part part) {
        return find(copy.storage(), part.key())
                .filter(bytes -> Hash.sha256(bytes).equals(part.sha256()))
                .isPresent();
    }

    static Optional<byte[]> find(Storage storage, String key) {
        try {
            return Optional.of(storage.get(key));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
