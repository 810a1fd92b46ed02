package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The arrays that objects are read into. Whoever is done with one gives it back for the next object of that length: a heap
 * that a few parts fill would be collected, and what is alive in it moved, for each part anew. Nothing is kept from the
 * collector; an array that nobody wants again goes like any other.
 */
public final class BodyPool {
    /** Smaller ones cost less than keeping account of them. */
    private static final int SMALLEST = 1024 * 1024;

    /** The arrays that were made here, by identity, and which of them are spare. */
    private static final Map<byte[], Boolean> SPARE = new WeakHashMap<>();

    private BodyPool() {}

    /**
     * An array of this length, with anything in it.
     *
     * @throws BackupException {@code ObjectDamaged} if there is no array so long
     */
    static byte[] array(String key, long length) {
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw new BackupException(
                    Reason.ObjectDamaged, "object " + key + " has " + length + " bytes", "no part is that large");
        }
        return length < SMALLEST ? new byte[(int) length] : pooled((int) length);
    }

    private static synchronized byte[] pooled(int length) {
        for (var each : SPARE.entrySet()) {
            byte[] array = each.getKey();
            if (array.length == length && each.getValue()) {
                each.setValue(false);
                return array;
            }
        }
        byte[] array = new byte[length];
        SPARE.put(array, false);
        return array;
    }

    /**
     * Nobody reads or writes this one any more. One that did not come from here is left alone: the route that answered with
     * it may have it still.
     */
    public static synchronized void giveBack(byte[] array) {
        SPARE.replace(array, false, true);
    }
}
