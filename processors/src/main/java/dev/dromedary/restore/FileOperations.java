package dev.dromedary.restore;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Every change that a swap makes to a disk, one system call each where that can be, so that a test can stop between any
 * two of them.
 */
interface FileOperations {
    FileOperations DISK = new DiskOperations();

    /** Makes one directory; one that is there is no error, anything else of that name is. */
    void createDirectory(Path directory) throws IOException;

    /** Writes a file anew and syncs it. */
    void write(Path file, byte[] content) throws IOException;

    /** Renames without ever overwriting or copying. */
    void move(Path from, Path to) throws IOException;

    /** Renames over what is there; for the journal only. */
    void replace(Path from, Path to) throws IOException;

    /** Makes the entries of a directory durable. */
    void sync(Path directory) throws IOException;

    /** Removes a file, a symbolic link or an empty directory; one that is not there is no error. */
    void delete(Path path) throws IOException;
}
