package dev.dromedary.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server in this JVM over a folder, with a folder {@code backups} in it. */
final class SftpServer implements AutoCloseable {
    static final String USER = "backup";
    static final String PASSWORD = "not-to-be-seen";

    /** Of the kind that the server offers last; it has others, which no client of ours knows. */
    private final KeyPair hostKey = key();

    private final KeyPair clientKey = key();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    private final Path root;

    SftpServer(Path root) {
        this.root = root;
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setKeyPairProvider(KeyPairProvider.wrap(
                key(KeyPairProvider.SSH_RSA, 2048), key(KeyPairProvider.ECDSA_SHA2_NISTP256, 256), hostKey));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, clientKey.getPublic()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(sftp));
        start();
    }

    /** @param type as SSH names it */
    static KeyPair key(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair key() {
        return key(KeyPairProvider.SSH_ED25519, 256);
    }

    private void start() {
        try {
            Files.createDirectories(root.resolve("backups"));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SshServer ssh() {
        return server;
    }

    int port() {
        return server.getPort();
    }

    Path backups() {
        return root.resolve("backups");
    }

    /** Hears of each request before and after it is done. */
    void listen(SftpEventListener listener) {
        sftp.addSftpEventListener(listener);
    }

    /** What the server can beside the protocol, as {@code name=version,...}; all that there is if this is not called. */
    void extensions(String names) {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, names);
    }

    /** The line of the file of known hosts under which a client finds this server at a port. */
    String knownHosts(int port) {
        return knownHosts(port, hostKey);
    }

    static String knownHosts(int port, KeyPair key) {
        return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic());
    }

    String clientKey() {
        return privateKey(clientKey);
    }

    static String privateKey(KeyPair key) {
        try (var text = new ByteArrayOutputStream()) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, text);
            return text.toString(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
