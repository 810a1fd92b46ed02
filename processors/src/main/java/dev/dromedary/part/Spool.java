package dev.dromedary.part;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stands between a tool and a storage. One thread fills it, several take slices out. A slice waits in a pooled
 * buffer; when none comes free within the patience, slices wait on disk, so that a slow storage does not stall the tool:
 * a stalled tool loses redo, or blocks commits of the server. Memory is {@code buffers x slice size}, disk is bounded.
 */
public final class Spool implements AutoCloseable {
    /** Reads of this size keep the bytes in the processor's cache until the tap has seen them. */
    static final int READ = 256 * 1024;

    /**
     * @param directory for slices that find no buffer; a fresh one, which is removed in the end
     * @param sliceSize in bytes
     * @param buffers how many slices are held in memory, those being sent included
     * @param diskLimit in bytes
     * @param waitWhenFull whether a full spool stalls the tool, instead of failing the run
     * @param patience how long to wait for a buffer before a slice goes to disk
     */
    public record Settings(
            Path directory, int sliceSize, int buffers, long diskLimit, boolean waitWhenFull, Duration patience) {}

    /** Sees all bytes in order as they come in; what it throws fails the run. */
    @FunctionalInterface
    public interface Tap {
        void accept(byte[] buffer, int offset, int length);
    }

    /** @param buffer null if the slice is on disk */
    private record Waiting(int index, byte[] buffer, int length) {}

    private final Settings settings;
    private final SpoolFiles files;
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

    public Spool(Settings settings) {
        this.settings = settings;
        this.files = new SpoolFiles(settings.directory());
    }

    /**
     * Reads the stream to its end. Runs in a thread of its own; an error reaches those who take.
     *
     * @return whether the end was reached
     */
    public boolean fill(InputStream in, Tap tap) {
        try {
            for (int index = 0; ; index++) {
                byte[] buffer = buffer();
                int length = buffer == null ? toDisk(in, tap, index) : toMemory(in, tap, index, buffer);
                if (length < settings.sliceSize()) {
                    end();
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        return false;
    }

    private int toMemory(InputStream in, Tap tap, int index, byte[] buffer) throws IOException {
        int length = 0;
        while (length < buffer.length) {
            int read = in.read(buffer, length, Math.min(READ, buffer.length - length));
            if (read < 0) {
                break;
            }
            tap.accept(buffer, length, read);
            length += read;
            checkAlive();
        }
        if (length == 0) {
            giveBack(buffer);
        } else {
            enqueue(new Waiting(index, buffer, length));
        }
        return length;
    }

    private int toDisk(InputStream in, Tap tap, int index) throws IOException, InterruptedException {
        reserveDisk();
        int length = files.write(index, in, settings.sliceSize(), (buffer, offset, read) -> {
            tap.accept(buffer, offset, read);
            checkAlive();
        });
        enqueue(new Waiting(index, null, length));
        return length;
    }

    private void reserveDisk() throws InterruptedException {
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

    /** A buffer, or null if the slice has to go to disk. While slices wait there, buffers are for taking them back. */
    private byte[] buffer() throws InterruptedException {
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

    private byte[] takeBuffer() {
        if (free.isEmpty() && allocated < settings.buffers()) {
            allocated++;
            return new byte[settings.sliceSize()];
        }
        return free.poll();
    }

    /**
     * The next slice, waiting for it; null at the end of the stream.
     *
     * @throws BackupException or whatever else stopped the filling
     */
    public Slice take() throws InterruptedException, IOException {
        Waiting next;
        lock.lock();
        try {
            while (queue.isEmpty() && !ended && failure == null) {
                changed.await();
            }
            checkAlive();
            next = queue.poll();
            taken += next == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (next == null) {
            return null;
        }
        byte[] buffer = next.buffer() == null ? load(next) : next.buffer();
        return new Slice(next.index(), buffer, next.length(), () -> done(buffer));
    }

    /**
     * Waits until the stream has ended and every slice of it was taken and closed.
     *
     * @throws BackupException or whatever else stopped the filling or the taking
     */
    public void awaitEnd() throws InterruptedException {
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

    private byte[] load(Waiting waiting) throws InterruptedException, IOException {
        byte[] buffer;
        lock.lock();
        try {
            while ((buffer = takeBuffer()) == null) {
                checkAlive();
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        files.take(waiting.index(), buffer, waiting.length());
        locked(() -> {
            diskBytes -= settings.sliceSize();
            onDisk--;
        });
        return buffer;
    }

    private void enqueue(Waiting waiting) {
        locked(() -> queue.add(waiting));
    }

    private void giveBack(byte[] buffer) {
        locked(() -> free.add(buffer));
    }

    private void done(byte[] buffer) {
        locked(() -> {
            taken--;
            free.add(buffer);
        });
    }

    private void end() {
        locked(() -> ended = true);
    }

    /** Stops those who fill and those who take; the first cause stays. */
    public void fail(Throwable cause) {
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

    private void checkAlive() {
        Throwable cause = failure;
        if (cause instanceof BackupException e) {
            throw e;
        }
        if (cause != null) {
            throw new IllegalStateException(cause.toString(), cause);
        }
    }

    /** Removes what is left on disk. */
    @Override
    public void close() throws IOException {
        fail(new IllegalStateException("the spool is closed"));
        files.clear();
    }
}
