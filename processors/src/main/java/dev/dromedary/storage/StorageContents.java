package dev.dromedary.storage;

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
