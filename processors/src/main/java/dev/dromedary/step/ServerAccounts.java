package dev.dromedary.step;

import dev.dromedary.run.ServerAccess;
import dev.dromedary.server.Account;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The account of the backups, its password read where it is used. */
final class ServerAccounts {
    private ServerAccounts() {}

    /**
     * The account of a server.
     *
     * @throws BackupException {@code AccountSecretNotFound}
     */
    static Account account(ServerAccess access, Secrets secrets) {
        return password(access, secrets)
                .map(password -> new Account(access.user(), new String(password, StandardCharsets.UTF_8).strip()))
                .orElseThrow(() -> new BackupException(
                        Reason.AccountSecretNotFound,
                        "secrets " + access.secret() + " not found",
                        "it has to hold the password of the account '" + access.user() + "' under the key "
                                + access.user()));
    }

    /** A Secret that cannot be read is not that of the storage. */
    private static Optional<byte[]> password(ServerAccess access, Secrets secrets) {
        try {
            return secrets.read(access.secret(), access.user());
        } catch (BackupException e) {
            throw new BackupException(Reason.AccountSecretNotFound, e.getMessage(), e.hint(), e);
        }
    }
}
