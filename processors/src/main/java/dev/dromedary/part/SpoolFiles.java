package dev.dromedary.part;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Slices that found no buffer, a file each. */
final class SpoolFiles {
    private static final String NO_SPACE = "No space left";

    private final Path directory;

    SpoolFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a slice of the stream.
     *
     * @param limit how long the slice may be
     * @param alive throws where nobody wants the slice any more
     */
    int write(int index, Cuts cuts, int limit, Runnable alive) throws IOException {
        byte[] window = new byte[Spool.READ];
        int length = 0;
        try (OutputStream out = Files.newOutputStream(file(index))) {
            while (length < limit) {
                int read = cuts.read(window, 0, Math.min(window.length, limit - length));
                if (read < 0) {
                    break;
                }
                alive.run();
                out.write(window, 0, read);
                length += read;
            }
            return length;
        } catch (IOException e) {
            // The JDK says no more than the text of errno for a failed write, and nothing of the kind for a failed
            // read.
            boolean full = String.valueOf(e.getMessage()).contains(NO_SPACE);
            if (full || e instanceof FileSystemException) {
                throw failed(full, e);
            }
            throw e;
        }
    }

    private BackupException failed(boolean full, IOException e) {
        return new BackupException(
                full ? Reason.DiskFull : Reason.DiskFailed,
                (full ? "no space left for the spool in " : "the spool cannot be written in ") + directory,
                "give dromedary.work.directory more room, or make the storage faster",
                e);
    }

    /** Reads a slice back, and removes it. */
    void take(int index, byte[] buffer, int length) throws IOException {
        Path file = file(index);
        try (InputStream in = Files.newInputStream(file)) {
            int done = 0;
            while (done < length) {
                // In pieces: the JDK reads by way of a native buffer as long as it is asked for, and every sender
                // reads.
                int read = in.read(buffer, done, Math.min(Spool.READ, length - done));
                if (read < 0) {
                    throw new IOException(file + " is shorter than what was written to it");
                }
                done += read;
            }
        }
        Files.delete(file);
    }

    void clear() throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file(int index) {
        return directory.resolve("slice." + index);
    }
}
