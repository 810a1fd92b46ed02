package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromedary.run.ServerAccess;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Secret of the account that is missing, or not to be read, is no matter of the storage. */
class ServerAccountsTest {
    private static final ServerAccess ACCESS = new ServerAccess(
            "/socket", null, 3306, "backup", "shop-secrets", null, "", null, null, null, null, List.of());

    private static void requireRefusal(Secrets secrets, String text) {
        BackupException refused =
                catchThrowableOfType(BackupException.class, () -> ServerAccounts.account(ACCESS, secrets));
        assertThat(refused.reason()).isEqualTo(Reason.AccountSecretNotFound);
        assertThat(refused.describe()).isEqualTo(text);
    }

    @Test
    void theSecretIsToldFromThatOfAStorage() {
        requireRefusal(
                (secret, key) -> Optional.empty(),
                "secrets shop-secrets not found; it has to hold the password of the account 'backup' under the key backup");
        requireRefusal(
                (secret, key) -> {
                    throw new BackupException(Reason.SecretNotFound, "secret " + secret + " cannot be read", "look");
                },
                "secret shop-secrets cannot be read; look");
    }
}
