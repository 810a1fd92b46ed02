package dev.dromedary.part;

import java.io.IOException;
import java.util.function.Consumer;

/** Where a stream is cut into slices. Used by one thread. */
public interface Cuts {
    /** Goes on to the next slice; false at the end of the stream. */
    boolean next() throws IOException;

    /** Reads of the slice, as {@link java.io.InputStream#read(byte[], int, int)} does; -1 at the slice's end. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** What the object of the slice is called below its backup. */
    String name();

    /** What has to be done to the slice that was read, in memory, before it is given away: what is known only at its end. */
    default Consumer<byte[]> finish() {
        return slice -> {};
    }
}
