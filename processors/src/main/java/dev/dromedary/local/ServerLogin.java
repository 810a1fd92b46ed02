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

    /**
     * Whether the account can log in.
     *
     * @throws BackupException {@code ServerNotStarted} if the server runs and refuses it: that will not change by itself
     */
    boolean letsIn() {
        try {
            attempt();
            return true;
        } catch (BackupException e) {
            if (e.reason() == Reason.ServerDenied) {
                throw new BackupException(
                        Reason.ServerNotStarted,
                        "the server at " + address + " runs, but refuses the account '" + account
                                + "' with the password of the secret",
                        "restored data has the accounts and passwords of the time of its backup: put that password"
                                + " into the secret, or set it in the server",
                        e);
            }
            return false;
        }
    }
}
