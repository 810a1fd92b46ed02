package dev.dromedary.step;

import dev.dromedary.run.ServerAccess;
import dev.dromedary.server.Account;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.nio.charset.StandardCharsets;

/** The account of the backups, its password read where it is used. */
final class ServerAccounts {
    private ServerAccounts() {}

    /**
     * The account of a server.
     *
     * @throws BackupException {@code SecretNotFound}
     */
    static Account account(ServerAccess access, Secrets secrets) {
        return secrets.read(access.secret(), access.user())
                .map(password -> new Account(access.user(), new String(password, StandardCharsets.UTF_8).strip()))
                .orElseThrow(() -> new BackupException(
                        Reason.SecretNotFound,
                        "secrets " + access.secret() + " not found",
                        "it has to hold the password of the account '" + access.user() + "' under the key "
                                + access.user()));
    }
}
