package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Proof that no server uses a data directory, and a bar to one that would start on it: the POSIX locks that InnoDB takes
 * on {@code ibdata1} and Aria on {@code aria_log_control}. It reaches as far as such locks do: every container of the same
 * node, but other nodes only on a file system that passes locks on.
 *
 * <p>A process loses all its locks on a file when it closes any of its descriptors of that file. So while this is held,
 * nothing else in this JVM may open those two files, nor take this lock again.
 */
public final class DataDirectoryLock implements AutoCloseable {
    private static final List<String> LOCKED = List.of(SwapChecks.SYSTEM_TABLESPACE, "aria_log_control");

    private final List<FileChannel> channels = new ArrayList<>();

    private DataDirectoryLock() {}

    /**
     * Takes the lock without waiting. A directory that has none of the files is free: no server ever ran there.
     *
     * @throws BackupException {@code ServerNotStopped} if another process has it
     */
    public static DataDirectoryLock take(Path dataDirectory) {
        DataDirectoryLock lock = new DataDirectoryLock();
        try {
            for (String name : LOCKED) {
                if (Trees.exists(dataDirectory.resolve(name))) {
                    lock.add(dataDirectory.resolve(name));
                }
            }
            return lock;
        } catch (IOException e) {
            lock.close();
            throw DiskFailure.of("locking " + dataDirectory, e);
        } catch (BackupException | OverlappingFileLockException e) {
            lock.close();
            throw e;
        }
    }

    /** Gives the lock back; may be run twice. */
    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw DiskFailure.of("unlocking", e);
            }
        }
    }

    private void add(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channels.add(channel);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new BackupException(
                    Reason.ServerNotStopped,
                    "a server uses the data directory " + file.getParent() + " (" + file.getFileName() + " is locked)",
                    "stop the server, then try again");
        }
    }
}
