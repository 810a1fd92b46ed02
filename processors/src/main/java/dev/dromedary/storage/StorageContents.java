package dev.dromedary.storage;

import java.util.Arrays;
import java.util.List;

/** The verbs on what a storage holds already; of their own where a component stores the objects. */
public interface StorageContents {
    /**
     * The object's bytes; meant for parts and manifests, whose size is bounded.
     *
     * @throws NotFoundException if there is none
     */
    byte[] get(String key);

    /**
     * Some of the object's bytes, for those that are too large to be held whole; fewer than asked for only where the
     * object ends. A type that does not say otherwise fetches the whole object for each of them.
     *
     * @param length at least one
     * @throws NotFoundException if there is none
     */
    default byte[] get(String key, long offset, int length) {
        byte[] whole = get(key);
        int from = (int) Math.min(offset, whole.length);
        return Arrays.copyOfRange(whole, from, from + Math.min(length, whole.length - from));
    }

    /**
     * The object's length in bytes.
     *
     * @throws NotFoundException if there is none
     */
    long size(String key);

    /** All objects whose key starts with the prefix, in no promised order, complete whatever their number. */
    List<StoredObject> list(String prefix);

    /** Removes the objects; one that is not there is no error. */
    void delete(List<String> keys);
}
