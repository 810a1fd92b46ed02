package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Who logs in and by what; read from the Secret when the storage is opened, and kept nowhere else. */
final class SftpLogin {
    private final String user;
    private final Optional<String> password;
    private final List<KeyPair> keys;

    private SftpLogin(String user, Optional<String> password, List<KeyPair> keys) {
        this.user = user;
        this.password = password;
        this.keys = keys;
    }

    /**
     * Reads the Secret.
     *
     * @throws BackupException if it or what has to be in it is missing; without a name of one, {@link #user} says so
     */
    static SftpLogin of(SftpSettings settings) {
        if (settings.credentialsSecret().isEmpty()) {
            return new SftpLogin("", Optional.empty(), List.of());
        }
        String user = settings.credential(SftpSettings.USERNAME).orElseThrow(settings::secretNotFound);
        Optional<String> password = settings.credential(SftpSettings.PASSWORD);
        List<KeyPair> keys = settings.credential(SftpSettings.PRIVATE_KEY)
                .map(text -> keys(settings, text))
                .orElse(List.of());
        if (password.isEmpty() && keys.isEmpty()) {
            throw settings.secretNotFound();
        }
        return new SftpLogin(user, password, keys);
    }

    private static List<KeyPair> keys(SftpSettings settings, String text) {
        // Keys in OpenSSH's form must end with a line's end, which a Secret easily loses.
        byte[] file = (text + "\n").getBytes(StandardCharsets.UTF_8);
        var keys = new ArrayList<KeyPair>();
        try {
            Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(SftpSettings.PRIVATE_KEY),
                    new ByteArrayInputStream(file),
                    FilePasswordProvider.EMPTY);
            if (read != null) {
                read.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(settings, e);
        }
        if (keys.isEmpty()) {
            throw unreadable(settings, null);
        }
        return keys;
    }

    /** Without the cause's text: it may hold a piece of the key. */
    private static BackupException unreadable(SftpSettings settings, Exception e) {
        return new BackupException(
                Reason.StorageInvalid,
                "the key " + SftpSettings.PRIVATE_KEY + " in Secret " + settings.credentialsSecret() + " cannot be read"
                        + (e == null ? "" : ": " + e.getClass().getSimpleName()),
                "it is a private key in the form of OpenSSH or PEM, without a passphrase");
    }

    /** @throws BackupException if there is nobody to log in as */
    String user(SftpSettings settings) {
        if (user.isEmpty()) {
            throw new BackupException(
                    Reason.StorageDenied,
                    "there are no credentials for " + settings.address(),
                    "name a credentialsSecret with the keys " + SftpSettings.USERNAME + ", "
                            + SftpSettings.KNOWN_HOSTS + " and one of " + SftpSettings.PASSWORD + " and "
                            + SftpSettings.PRIVATE_KEY);
        }
        return user;
    }

    void offerTo(ClientSession session) {
        keys.forEach(session::addPublicKeyIdentity);
        password.ifPresent(session::addPasswordIdentity);
    }
}
