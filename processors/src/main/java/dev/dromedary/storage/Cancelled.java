package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** What a request says that was interrupted: its run was told to stop, and nothing is wrong with the storage. */
final class Cancelled {
    private Cancelled() {}

    static BackupException by(Throwable interruption) {
        return new BackupException(Reason.RunCancelled, "the run was told to stop", "start it again", interruption);
    }
}
