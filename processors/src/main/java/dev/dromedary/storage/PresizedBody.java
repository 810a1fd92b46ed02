package dev.dromedary.storage;

import java.io.ByteArrayOutputStream;

/** An object's bytes on their way into one array of its length: a growing one would need twice the memory. */
final class PresizedBody extends ByteArrayOutputStream {
    PresizedBody(String key, long length) {
        super(0);
        buf = BodyPool.array(key, length);
    }

    /** The array itself if it is full, a shorter copy if fewer bytes came. */
    synchronized byte[] whole() {
        return count == buf.length ? buf : toByteArray();
    }
}
