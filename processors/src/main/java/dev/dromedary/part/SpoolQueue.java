package dev.dromedary.part;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What waits in a spool, and the room there is for more: buffers and disk. Who wants something that is not there yet waits
 * for it, until the spool has failed.
 */
final class SpoolQueue {
    /**
     * @param buffer null while the slice is on disk
     * @param finish what is to be done to it in memory before it is given away
     */
    record Waiting(int index, String name, byte[] buffer, int length, Consumer<byte[]> finish) {}

    /** @param buffer where the slice is, or is to be loaded */
    record Taken(Waiting slice, byte[] buffer) {
        boolean onDisk() {
            return slice.buffer() == null;
        }
    }

    private final Spool.Settings settings;
    private final BooleanSupplier hurry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Waiting> inMemory = new ArrayDeque<>();
    private final Deque<Waiting> onDisk = new ArrayDeque<>();
    private int allocated;
    private int taken;
    private long diskBytes;
    private boolean ended;
    private Throwable failure;

    SpoolQueue(Spool.Settings settings, BooleanSupplier hurry) {
        this.settings = settings;
        this.hurry = hurry;
    }

    /** A buffer, or null if the slice has to go to disk: none came free within the patience, or there is no time to wait. */
    byte[] buffer() throws InterruptedException {
        lock.lock();
        try {
            checkAlive();
            long patience = hurry.getAsBoolean() ? 0 : settings.patience().toNanos();
            byte[] buffer;
            while ((buffer = takeBuffer()) == null && patience > 0) {
                patience = changed.awaitNanos(patience);
                checkAlive();
            }
            return buffer;
        } finally {
            lock.unlock();
        }
    }

    private byte[] takeBuffer() {
        if (free.isEmpty() && allocated < settings.buffers()) {
            allocated++;
            return new byte[settings.sliceSize()];
        }
        return free.poll();
    }

    /** A buffer that no slice came into. */
    void giveBack(byte[] buffer) {
        locked(() -> free.add(buffer));
    }

    /**
     * Room on disk for a slice.
     *
     * @throws BackupException {@code SpoolFull} if there is none and nobody is to wait for it
     */
    void reserveDisk() throws InterruptedException {
        lock.lock();
        try {
            while (diskBytes + settings.sliceSize() > settings.diskLimit()) {
                if (!settings.waitWhenFull()) {
                    throw new BackupException(
                            Reason.SpoolFull,
                            "the spool is full: " + diskBytes + " bytes wait for the storage",
                            "raise dromedary.spool.limit, or make the storage faster; the server was not slowed");
                }
                checkAlive();
                changed.await();
            }
            diskBytes += settings.sliceSize();
        } finally {
            lock.unlock();
        }
    }

    /** So many bytes of what was reserved are not needed, or not any more. */
    void releaseDisk(int length) {
        locked(() -> diskBytes -= length);
    }

    boolean crowded() {
        lock.lock();
        try {
            return failure != null || diskBytes > settings.diskLimit() / 2;
        } finally {
            lock.unlock();
        }
    }

    void add(Waiting waiting) {
        locked(() -> (waiting.buffer() == null ? onDisk : inMemory).add(waiting));
    }

    /** A slice, waiting for one; null at the end of the stream. */
    Taken next() throws InterruptedException {
        lock.lock();
        try {
            Taken next;
            while ((next = poll()) == null && !(ended && empty()) && failure == null) {
                changed.await();
            }
            checkAlive();
            taken += next == null ? 0 : 1;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is in memory goes first: its buffer is what the rest waits for. What is on disk is taken together with a buffer,
     * or those who take could all wait for buffers that are full.
     */
    private Taken poll() {
        Waiting next = inMemory.poll();
        if (next != null) {
            return new Taken(next, next.buffer());
        }
        byte[] buffer = onDisk.isEmpty() ? null : takeBuffer();
        return buffer == null ? null : new Taken(onDisk.remove(), buffer);
    }

    private boolean empty() {
        return inMemory.isEmpty() && onDisk.isEmpty();
    }

    /** A slice that was taken is done with. */
    void done(byte[] buffer) {
        locked(() -> {
            taken--;
            free.add(buffer);
        });
    }

    /** The stream has ended. */
    void end() {
        locked(() -> ended = true);
    }

    /** Waits until it has ended, and all that was taken is done with. */
    void awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (failure == null && !(ended && empty() && taken == 0)) {
                changed.await();
            }
            checkAlive();
        } finally {
            lock.unlock();
        }
    }

    /** The first cause stays. */
    void fail(Throwable cause) {
        locked(() -> failure = failure == null ? cause : failure);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @throws BackupException or whatever else the spool has failed for */
    void checkAlive() {
        Throwable cause = failure;
        if (cause instanceof BackupException e) {
            throw e;
        }
        if (cause != null) {
            throw new IllegalStateException(cause.toString(), cause);
        }
    }
}
