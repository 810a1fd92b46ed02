package dev.dromedary.local;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** What a server that is to be stopped shows of itself, whatever the command says. */
record ServerSigns(ServerLogin login, DataLock lock, Path data) {
    /** Whether it does not answer and has let go of its data. */
    boolean stopped() {
        return !login.answers() && !held();
    }

    private boolean held() {
        try {
            return lock.held(data);
        } catch (IOException e) {
            throw new BackupException(
                    Reason.ServerNotStopped,
                    "whether a server uses " + data + " cannot be seen: " + e,
                    "run dromedary as the owner of the data directory",
                    e);
        }
    }

    /** Why it is not stopped. */
    String ofLife() {
        return login.answers() ? "it still answers" : "its data directory " + data + " is still in use";
    }
}
