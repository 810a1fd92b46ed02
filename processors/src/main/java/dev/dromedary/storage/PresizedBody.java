package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayOutputStream;

/** An object's bytes on their way into one array of its length: a growing one would need twice the memory. */
final class PresizedBody extends ByteArrayOutputStream {
    PresizedBody(String key, long length) {
        super(checked(key, length));
    }

    private static int checked(String key, long length) {
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw new BackupException(
                    Reason.ObjectDamaged, "object " + key + " has " + length + " bytes", "no part is that large");
        }
        return (int) length;
    }

    /** The array itself if it is full, a shorter copy if fewer bytes came. */
    synchronized byte[] whole() {
        return count == buf.length ? buf : toByteArray();
    }
}
