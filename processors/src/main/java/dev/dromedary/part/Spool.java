package dev.dromedary.part;

import dev.dromedary.part.SpoolQueue.Waiting;
import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What stands between a tool and a storage. One thread fills it, several take slices out. A slice waits in a pooled
 * buffer. When none comes free within the patience, it waits on disk: a storage that is slower than the tool slows it, but
 * never below a slice for each patience, for a tool that stalls loses redo. And while commits of the server would wait with
 * it, it does not wait at all. Memory is {@code buffers x slice size}, disk is bounded.
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
     * @param patience how long a slice waits for a buffer before it goes to disk
     */
    public record Settings(
            Path directory, int sliceSize, int buffers, long diskLimit, boolean waitWhenFull, Duration patience) {}

    /** Sees all bytes in order as they come in; what it throws fails the run. */
    @FunctionalInterface
    public interface Tap {
        void accept(byte[] buffer, int offset, int length);
    }

    private final Settings settings;
    private final SpoolFiles files;
    private final SpoolQueue queue;

    /** @param hurry whether there is no time to wait for a buffer now */
    public Spool(Settings settings, BooleanSupplier hurry) {
        this.settings = settings;
        this.files = new SpoolFiles(settings.directory());
        this.queue = new SpoolQueue(settings, hurry);
    }

    /** Reads the stream to its end in slices of one size; see {@link #fill(Cuts)}. */
    public boolean fill(InputStream in, Tap tap) {
        return fill(new EvenCuts(in, settings.sliceSize(), tap));
    }

    /**
     * Reads the stream to its end. Runs in a thread of its own; an error reaches those who take.
     *
     * @param cuts none of which is longer than a slice
     * @return whether the end was reached
     */
    public boolean fill(Cuts cuts) {
        try {
            for (int index = 0; cuts.next(); index++) {
                byte[] buffer = queue.buffer();
                if (buffer == null) {
                    toDisk(cuts, index);
                } else {
                    toMemory(cuts, index, buffer);
                }
            }
            queue.end();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        return false;
    }

    private void toMemory(Cuts cuts, int index, byte[] buffer) throws IOException {
        int length = 0;
        while (length < buffer.length) {
            int read = cuts.read(buffer, length, Math.min(READ, buffer.length - length));
            if (read < 0) {
                break;
            }
            length += read;
            queue.checkAlive();
        }
        if (length == 0) {
            queue.giveBack(buffer);
        } else {
            queue.add(new Waiting(index, cuts.name(), buffer, length, cuts.finish()));
        }
    }

    private void toDisk(Cuts cuts, int index) throws IOException, InterruptedException {
        queue.reserveDisk();
        int length = files.write(index, cuts, settings.sliceSize(), queue::checkAlive);
        queue.releaseDisk(settings.sliceSize() - length);
        queue.add(new Waiting(index, cuts.name(), null, length, cuts.finish()));
    }

    /**
     * The next slice, waiting for it; null at the end of the stream.
     *
     * @throws BackupException or whatever else stopped the filling
     */
    public Slice take() throws InterruptedException, IOException {
        SpoolQueue.Taken next = queue.next();
        if (next == null) {
            return null;
        }
        Waiting slice = next.slice();
        byte[] buffer = next.buffer();
        if (next.onDisk()) {
            files.take(slice.index(), buffer, slice.length());
            queue.releaseDisk(slice.length());
        }
        slice.finish().accept(buffer);
        return new Slice(slice.index(), slice.name(), buffer, slice.length(), () -> queue.done(buffer));
    }

    /**
     * Waits until the stream has ended and every slice of it was taken and closed.
     *
     * @throws BackupException or whatever else stopped the filling or the taking
     */
    public void awaitEnd() throws InterruptedException {
        queue.awaitEnd();
    }

    /** Whether half of the room on disk is in use, or the spool has failed. */
    public boolean crowded() {
        return queue.crowded();
    }

    /** Stops those who fill and those who take; the first cause stays. */
    public void fail(Throwable cause) {
        queue.fail(cause);
    }

    /** Removes what is left on disk. */
    @Override
    public void close() throws IOException {
        fail(new IllegalStateException("the spool is closed"));
        files.clear();
    }
}
