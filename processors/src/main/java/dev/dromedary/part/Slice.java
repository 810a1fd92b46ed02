package dev.dromedary.part;

import java.util.Arrays;

/**
 * A slice of the stream in a pooled buffer. Whoever took it from the {@link Spool} closes it, and does not touch the
 * buffer after.
 */
public final class Slice implements AutoCloseable {
    private final int index;
    private final String name;
    private final byte[] buffer;
    private final int length;
    private final Runnable release;
    private byte[] bytes;

    Slice(int index, String name, byte[] buffer, int length, Runnable release) {
        this.index = index;
        this.name = name;
        this.buffer = buffer;
        this.length = length;
        this.release = release;
    }

    /** The slice's number in the stream, from zero. */
    public int index() {
        return index;
    }

    /** What its object is called below the backup. */
    public String name() {
        return name;
    }

    /** The bytes, the same array each time; the pooled buffer itself where it is full. */
    public byte[] bytes() {
        if (bytes == null) {
            bytes = length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
        }
        return bytes;
    }

    public int length() {
        return length;
    }

    @Override
    public void close() {
        release.run();
    }
}
