package dev.dromedary.part;

import java.util.Arrays;

/**
 * A slice of the stream in a pooled buffer. Whoever took it from the {@link Spool} closes it, and does not touch the
 * buffer after.
 */
public final class Slice implements AutoCloseable {
    private final int index;
    private final byte[] buffer;
    private final int length;
    private final Runnable release;

    Slice(int index, byte[] buffer, int length, Runnable release) {
        this.index = index;
        this.buffer = buffer;
        this.length = length;
        this.release = release;
    }

    /** The slice's number in the stream, from zero. */
    public int index() {
        return index;
    }

    /** The bytes; the pooled buffer itself where it is full. */
    public byte[] bytes() {
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }

    public int length() {
        return length;
    }

    @Override
    public void close() {
        release.run();
    }
}
