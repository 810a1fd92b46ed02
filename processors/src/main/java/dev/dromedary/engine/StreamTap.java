package dev.dromedary.engine;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an xbstream while it flows past, in slices of any size, and keeps nothing of it but a few small files: a chunk
 * can be a GiB. It is a push parser, so that the one copy of the bytes stays with whoever moves them. Belongs to the
 * thread that feeds it; after an error it repeats that error.
 */
public final class StreamTap {
    private final ChunkReader reader;
    private BackupException problem;

    /** Reads a stream of which no chunk is of interest. */
    public StreamTap(Dialect dialect, Limits limits) {
        this(dialect, limits, StreamListener.NONE);
    }

    /** Reads a stream and tells the listener of its chunks. */
    public StreamTap(Dialect dialect, Limits limits, StreamListener listener) {
        reader = new ChunkReader(
                Objects.requireNonNull(dialect), Objects.requireNonNull(limits), Objects.requireNonNull(listener));
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @throws BackupException {@link Reason#StreamDamaged}, as soon as it is seen
     */
    public void accept(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (problem != null) {
            throw problem;
        }
        try {
            int taken = 0;
            while (taken < length) {
                taken += reader.take(buffer, offset + taken, length - taken);
            }
        } catch (StreamFiles.Broken e) {
            String where = "stream is damaged in the chunk at byte " + reader.start;
            String whose = reader.path.isEmpty() ? "" : ", near " + reader.path;
            problem = new BackupException(Reason.StreamDamaged, where + whose + ": " + e.getMessage(), "", e);
            throw problem;
        }
    }

    /**
     * The stream is over.
     *
     * @throws BackupException {@link Reason#StreamIncomplete} if it may not end here, or what {@link #accept} threw
     */
    public void end() {
        Optional<BackupException> cut = problem == null ? cut() : Optional.of(problem);
        if (cut.isPresent()) {
            problem = cut.get();
            throw problem;
        }
    }

    // A tool that is interrupted can leave a stream that ends between two chunks: it parses, and mbstream exits 0.
    private Optional<BackupException> cut() {
        if (!atBoundary()) {
            return Optional.of(incomplete("within a chunk"));
        }
        Set<String> open = openPaths();
        if (!open.isEmpty()) {
            return Optional.of(incomplete(
                    "before the end of " + open.stream().sorted().limit(5).toList()));
        }
        return Optional.empty();
    }

    private BackupException incomplete(String where) {
        return new BackupException(Reason.StreamIncomplete, "stream ends after " + bytes() + " bytes, " + where, "");
    }

    /** What was wrong with the stream, if anything was so far. */
    public Optional<BackupException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Bytes read. */
    public long bytes() {
        return reader.bytes;
    }

    /** How many paths were written so far. */
    public int files() {
        return reader.files.written();
    }

    /** The small files that came whole, by name: checkpoints, info and the like, as far as they are not compressed. */
    public Map<String, byte[]> collected() {
        return reader.keepsakes.all(reader.files::whole);
    }

    /** The files that were begun and not ended. */
    public Set<String> openPaths() {
        return reader.files.open();
    }

    /** Whether a chunk just ended, or none has begun. A cut stream can be there too. */
    public boolean atBoundary() {
        return reader.atBoundary();
    }

    /** Whether a file came whole and was not removed or renamed away after. */
    public boolean has(String path) {
        return reader.files.whole(path);
    }

    /**
     * The files that the stream removes. One that is still in the data directory after the backup is lost: CREATE OR
     * REPLACE of a MyISAM table during the backup ends so, without a word of the tool (measured, 10.11.19).
     */
    public Set<String> removed() {
        return reader.files.removed();
    }

    boolean dropped(String path) {
        return reader.files.dropped(path);
    }
}
