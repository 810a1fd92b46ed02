package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Room on a volume. */
public final class FreeSpace {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private FreeSpace() {}

    /**
     * Checks that a volume has room for this many bytes more. The path need not exist yet.
     *
     * @throws BackupException {@code DiskFull} if there is less, or the volume does not say
     */
    public static void require(Path path, long bytes) {
        long available = available(path);
        if (available < bytes) {
            throw new BackupException(
                    Reason.DiskFull,
                    "not enough room in " + path + ": " + human(bytes) + " needed, " + human(available) + " available",
                    "give the volume at least " + human(bytes - available) + " more, then try again");
        }
    }

    private static long available(Path path) {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        // Not by its FileStore: that is looked for among the mounts, of which a chroot shows too few.
        return existing.toFile().getUsableSpace();
    }

    /** As {@code 1.5 GiB}; whole bytes below a KiB. */
    static String human(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
