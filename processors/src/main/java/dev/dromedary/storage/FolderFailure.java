package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What an error of the file system means to the one whose storage it is. */
final class FolderFailure {
    private FolderFailure() {}

    static BackupException of(Path root, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return Cancelled.by(e);
        }
        String text = e instanceof FileSystemException f
                ? Objects.requireNonNullElse(f.getReason(), "")
                : Objects.requireNonNullElse(e.getMessage(), "");
        if (text.contains("No space left") || text.contains("quota exceeded")) {
            return new BackupException(
                    Reason.DiskFull, "folder " + root + " is full", "make room, or name another folder", e);
        }
        if (e instanceof AccessDeniedException || text.contains("not permitted") || text.contains("Read-only")) {
            return new BackupException(
                    Reason.StorageDenied,
                    "folder " + root + " cannot be used: " + describe(e, text),
                    "it must be writable for the user that takes the backup",
                    e);
        }
        if (!Files.isDirectory(root)) {
            return new BackupException(
                    Reason.StorageUnreachable,
                    "folder " + root + " is not there: " + describe(e, text),
                    "check that it is mounted",
                    e);
        }
        return new BackupException(
                Reason.DiskFailed, "folder " + root + " failed: " + describe(e, text), "check the disk below it", e);
    }

    private static String describe(IOException e, String text) {
        return text.isEmpty() ? e.getClass().getSimpleName() + " " + e.getMessage() : text;
    }
}
