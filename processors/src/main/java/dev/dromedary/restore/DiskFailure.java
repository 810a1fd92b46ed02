package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Tells what an error of the file system means to a user. */
final class DiskFailure {
    private DiskFailure() {}

    static BackupException of(String doing, IOException e) {
        String what = doing + " failed: " + describe(e);
        if (e instanceof AccessDeniedException || what.contains("Operation not permitted")) {
            return new BackupException(
                    Reason.DataDirectoryInvalid, what, "run as the owner of the data: set dataOwner", e);
        }
        if (what.contains("No space left") || what.contains("Disk quota exceeded")) {
            return new BackupException(Reason.DiskFull, what, "give the volume more room, then try again", e);
        }
        return new BackupException(Reason.DiskFailed, what, "see to the volume, then try again", e);
    }

    private static String describe(IOException e) {
        // Many of these carry only the path as their message; the class says what is wrong with it.
        boolean bare = e instanceof FileSystemException f && f.getReason() == null;
        return bare ? e.getClass().getSimpleName() + " " + e.getMessage() : String.valueOf(e.getMessage());
    }
}
