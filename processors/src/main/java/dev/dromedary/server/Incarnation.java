package dev.dromedary.server;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The fingerprint of a data directory: its volume, and inode and time of birth of {@code ibdata1}. It changes when the
 * directory is restored, cloned or replaced, and survives restarts. A false alarm costs a full backup, a missed one costs
 * the chain ({@code docs/decisions/lineage.md}).
 */
public final class Incarnation {
    private Incarnation() {}

    /**
     * @param volume what names the volume: a claim's uid, or empty for the device and path of this host
     * @throws BackupException {@code DataDirectoryInvalid} if there is no {@code ibdata1} to read
     */
    public static String of(Path dataDirectory, String volume) {
        Path file = dataDirectory.resolve("ibdata1");
        try {
            String place =
                    volume.isEmpty() ? Files.getAttribute(file, "unix:dev") + ":" + dataDirectory.toRealPath() : volume;
            return place + "/" + Files.getAttribute(file, "unix:ino") + "/" + birth(file);
        } catch (IOException e) {
            throw new BackupException(
                    Reason.DataDirectoryInvalid,
                    "the data directory " + dataDirectory + " cannot be read: " + e,
                    "run as a user who may read it, or correct spec.local.dataDirectory",
                    e);
        }
    }

    /** Zero on a JDK that knows no birth times (before 22, Linux): it answers the time of the last change instead. */
    private static String birth(Path file) throws IOException {
        return Kept.KNOWN
                ? Files.readAttributes(file, BasicFileAttributes.class)
                        .creationTime()
                        .toString()
                : "0";
    }

    private static final class Kept {
        static final boolean KNOWN = probe();

        private static boolean probe() {
            try {
                Path file = Files.createTempFile("birth", "");
                try {
                    FileTime past = FileTime.from(Instant.EPOCH);
                    Files.setLastModifiedTime(file, past);
                    return !Files.readAttributes(file, BasicFileAttributes.class)
                            .creationTime()
                            .equals(past);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                return false;
            }
        }
    }
}
