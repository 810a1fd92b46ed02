package dev.dromedary.storage;

/**
 * The verbs of a storage, as {@code direct:storage-<name>} has them. Keys are relative to the bucket, container or root
 * folder. Every verb may be repeated; {@link NotFoundException} and {@link AlreadyExistsException} are the only errors of
 * ours, whatever else goes wrong comes as a {@link dev.dromedary.status.BackupException}.
 */
public interface Storage extends StorageContents {
    /**
     * Stores an object whole or not at all.
     *
     * @throws AlreadyExistsException if {@code ifAbsent} and there is one of this key
     */
    void put(String key, byte[] body, boolean ifAbsent);
}
