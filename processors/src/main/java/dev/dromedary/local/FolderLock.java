package dev.dromedary.local;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Holds a folder for one process. The system releases it however the process ends. */
final class FolderLock implements AutoCloseable {
    /** A command has the folder for a moment; whoever comes meanwhile, as a process that starts does, lets it finish. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration STEP = Duration.ofMillis(20);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, waiting for it a little.
     *
     * @throws BackupException {@code NotSupported} if another process has it
     */
    static FolderLock take(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = waitedFor(channel);
            if (!taken) {
                throw held(directory, file);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** Whether a process has the folder now. */
    static boolean held(Path directory) {
        Path file = directory.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !locked(channel);
        } catch (IOException e) {
            // Who may not write there cannot tell.
            return true;
        }
    }

    private static boolean waitedFor(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!locked(channel)) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                Thread.sleep(STEP);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another part of this very process holds it.
            return false;
        }
    }

    private static BackupException held(Path directory, Path file) throws IOException {
        String pid = Files.readString(file).strip();
        return new BackupException(
                Reason.NotSupported,
                "the folder " + directory.getParent() + " is in use by another dromedary"
                        + (pid.isEmpty() ? "" : ", process " + pid),
                "stop that one first, or use another folder");
    }

    @Override
    public void close() throws IOException {
        // The file stays: whoever waits for the lock may have it open already.
        channel.close();
    }
}
