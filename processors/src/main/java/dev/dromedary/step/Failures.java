package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.NotFoundException;
import java.io.InterruptedIOException;

/** Turns whatever was thrown into what a user is told. */
final class Failures {
    private Failures() {}

    /** The first exception of ours in the causes; a word of apology around anything else. */
    static BackupException told(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BackupException ours -> {
                    return ours;
                }
                case NotFoundException missing -> {
                    return new BackupException(
                            Reason.ObjectMissing,
                            "the object " + missing.getMessage() + " is missing from the storage",
                            "bring it back from a copy, or use another backup",
                            missing);
                }
                case AlreadyExistsException taken -> {
                    return new BackupException(
                            Reason.DestinationTaken,
                            "the object " + taken.getMessage() + " is there already",
                            "two runs use one destination; take the backup again",
                            taken);
                }
                case InterruptedException stopped -> {
                    return cancelled(stopped);
                }
                case InterruptedIOException stopped -> {
                    return cancelled(stopped);
                }
                default -> {}
            }
        }
        return new BackupException(
                Reason.Internal, "something went wrong inside: " + thrown, "report this with the log", thrown);
    }

    /**
     * A run that was told to stop. Steps throw this in the place of an InterruptedException, on which Camel abandons an
     * exchange without asking any error handler (RedeliveryErrorHandler): nobody would clean up.
     */
    static BackupException cancelled(Exception cause) {
        return new BackupException(Reason.RunCancelled, "the run was told to stop", "start it again", cause);
    }
}
