package dev.dromedary.storage;

import java.util.List;

/**
 * The verbs of a storage, as {@code direct:storage-<name>} has them. Keys are relative to the bucket, container or root
 * folder. Every verb may be repeated; {@link NotFoundException} and {@link AlreadyExistsException} are the only errors of
 * ours, whatever else goes wrong comes as a {@link dev.dromedary.status.BackupException}.
 */
public interface Storage {
    /**
     * Stores an object whole or not at all.
     *
     * @throws AlreadyExistsException if {@code ifAbsent} and there is one of this key
     */
    void put(String key, byte[] body, boolean ifAbsent);

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
