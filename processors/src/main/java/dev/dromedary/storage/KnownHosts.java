package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.Signature;

/**
 * The public keys by which a server is known, in the form of OpenSSH's file of this name (sshd(8), SSH_KNOWN_HOSTS FILE
 * FORMAT). A server that is not in it is refused; there is no switch for that, since whoever answers gets the password.
 */
final class KnownHosts implements ServerKeyVerifier {
    /** Why the key of a session's server was refused. */
    static final AttributeKey<String> REFUSAL = new AttributeKey<>();

    private final String host;
    private final int port;
    private final List<KnownHostEntry> entries;

    private KnownHosts(String host, int port, List<KnownHostEntry> entries) {
        this.host = host;
        this.port = port;
        this.entries = entries;
    }

    static KnownHosts of(SftpSettings settings) {
        try {
            List<KnownHostEntry> entries =
                    KnownHostEntry.readKnownHostEntries(new StringReader(settings.knownHosts()), true).stream()
                            .filter(entry -> entry.isHostMatch(settings.host(), settings.port()))
                            .toList();
            return new KnownHosts(settings.host(), settings.port(), entries);
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "the known hosts of " + settings.address() + " cannot be read: " + e.getMessage(),
                    "each line is like the output of ssh-keyscan",
                    e);
        }
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        if (entries.stream().anyMatch(entry -> revoked(entry) && holds(entry, key))) {
            return refuse(session, key, "is revoked");
        }
        if (entries.stream().anyMatch(entry -> entry.getMarker() == null && holds(entry, key))) {
            return true;
        }
        return refuse(session, key, types().isEmpty() ? "is not known" : "is not the known one");
    }

    private static boolean refuse(ClientSession session, PublicKey key, String why) {
        session.setAttribute(REFUSAL, "its host key " + KeyUtils.getFingerPrint(key) + " " + why);
        return false;
    }

    private static boolean revoked(KnownHostEntry entry) {
        return "revoked".equals(entry.getMarker());
    }

    private static boolean holds(KnownHostEntry entry, PublicKey key) {
        try {
            PublicKey known = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return KeyUtils.compareKeys(known, key);
        } catch (IOException | GeneralSecurityException e) {
            // A kind of key that is not known here cannot be the one that was offered.
            return false;
        }
    }

    /** The algorithms, those first whose keys are known: a server has several keys and shows one of the first kind. */
    List<NamedFactory<Signature>> order(List<NamedFactory<Signature>> algorithms) {
        Set<String> known = types();
        return algorithms.stream()
                .sorted(Comparator.comparing(
                        algorithm -> !known.contains(KeyUtils.getCanonicalKeyType(algorithm.getName()))))
                .toList();
    }

    private Set<String> types() {
        return entries.stream()
                .filter(entry -> entry.getMarker() == null)
                .map(entry -> KeyUtils.getCanonicalKeyType(entry.getKeyEntry().getKeyType()))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return entries.size() + " known keys of " + host + ":" + port;
    }
}
