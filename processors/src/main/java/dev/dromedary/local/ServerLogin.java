package dev.dromedary.local;

import dev.dromedary.server.Account;
import dev.dromedary.server.ServerAddress;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;

/** A server, and the account that backs it up. */
record ServerLogin(ServerAddress address, Account account, Login login) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Logs in and out, or tells why not. */
    void attempt() {
        login.attempt(address, account, TIMEOUT);
    }

    /** Whether there is a server, be it one that refuses the account. */
    boolean answers() {
        try {
            attempt();
            return true;
        } catch (BackupException e) {
            return e.reason() != Reason.ServerUnreachable;
        }
    }
}
