package dev.dromedary.part;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What waits in a spool, and the room there is for more: buffers and disk. Who wants something that is not there yet waits
 * for it, until the spool has failed.
 */
final class SpoolQueue {
    /**
     * @param buffer null if the slice is on disk
     * @param finish what is to be done to it in memory before it is given away
     */
    record Waiting(int index, String name, byte[] buffer, int length, Consumer<byte[]> finish) {}

    private final Spool.Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int allocated;
    private int taken;
    private int onDisk;
    private long diskBytes;
    private boolean ended;
    private Throwable failure;

    SpoolQueue(Spool.Settings settings) {
        this.settings = settings;
    }

    /** A buffer, or null if the slice has to go to disk. While slices wait there, buffers are for taking them back. */
    byte[] buffer() throws InterruptedException {
        lock.lock();
        try {
            long patience = settings.patience().toNanos();
            while (onDisk == 0) {
                checkAlive();
                byte[] buffer = takeBuffer();
                if (buffer != null || patience <= 0) {
                    return buffer;
                }
                patience = changed.awaitNanos(patience);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A buffer for a slice that comes back from the disk. */
    byte[] bufferFromDisk() throws InterruptedException {
        lock.lock();
        try {
            byte[] buffer;
            while ((buffer = takeBuffer()) == null) {
                checkAlive();
                changed.await();
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
            onDisk++;
        } finally {
            lock.unlock();
        }
    }

    /** The slice that room was made for has only so many bytes. */
    void shortenOnDisk(int length) {
        locked(() -> diskBytes -= settings.sliceSize() - length);
    }

    /** A slice of so many bytes has come back from the disk. */
    void releaseDisk(int length) {
        locked(() -> {
            diskBytes -= length;
            onDisk--;
        });
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
        locked(() -> queue.add(waiting));
    }

    /** What waits longest, waiting for it; null at the end of the stream. */
    Waiting next() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !ended && failure == null) {
                changed.await();
            }
            checkAlive();
            Waiting next = queue.poll();
            taken += next == null ? 0 : 1;
            return next;
        } finally {
            lock.unlock();
        }
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
            while (failure == null && !(ended && queue.isEmpty() && taken == 0)) {
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
