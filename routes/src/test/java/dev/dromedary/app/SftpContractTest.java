package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StorageDescription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of a storage, and what goes wrong with a folder, for any SFTP server. */
abstract class SftpContractTest extends StorageContractTest {
    static final String SECRET = "sftp-secret";

    /** A server on 127.0.0.1 with a folder {@code backups}, and who may use it. */
    abstract int port();

    abstract String user();

    abstract String password();

    abstract String privateKey() throws Exception;

    /** As the Secret has it. */
    abstract String knownHosts() throws Exception;

    @Override
    StorageDescription description() throws Exception {
        secret(SECRET, Map.of("password", password()));
        return sftp(Map.of(), SECRET);
    }

    StorageDescription sftp(Map<String, String> other, String secret) {
        var options =
                new HashMap<>(Map.of("host", "127.0.0.1", "port", Integer.toString(port()), "directory", "/backups"));
        options.putAll(other);
        return new StorageDescription("sftp", options, secret, true);
    }

    void secret(String secret, Map<String, String> other) throws Exception {
        routes.secret(secret, "username", user());
        routes.secret(secret, "knownHosts", knownHosts() + "\n");
        other.forEach((key, value) -> routes.secret(secret, key, value));
    }

    void assertEach(Reason reason, String text, RoutedStorage storage) {
        assertReason(reason, text, () -> storage.get("a"));
        assertReason(reason, text, () -> storage.size("a"));
        assertReason(reason, text, () -> storage.list(""));
        assertReason(reason, text, () -> storage.delete(List.of("a")));
        assertReason(reason, text, () -> storage.put("a", new byte[1], true));
        assertReason(reason, text, () -> storage.put("a", new byte[1], false));
    }

    @Test
    void aMissingFolderIsNamedAndNotMade() throws Exception {
        description();
        var storage = routes.open("no-folder", sftp(Map.of("directory", "no/such"), SECRET));

        for (int i = 0; i < 2; i++) {
            assertEach(Reason.BucketNotFound, "folder no/such at 127.0.0.1:" + port() + " does not exist", storage);
        }
    }

    @Test
    void anObjectIsNoFolder() {
        storage.put(key("object"), new byte[1], true);

        assertReason(Reason.StorageInvalid, "is taken", () -> storage.put(key("object/below"), new byte[1], true));
        storage.put(key("folder/below"), new byte[1], true);
        assertReason(Reason.StorageInvalid, "is taken", () -> storage.put(key("folder"), new byte[1], true));
        assertReason(Reason.StorageInvalid, "is taken", () -> storage.put(key("folder"), new byte[1], false));
    }

    @Test
    void aWrongNameIsTold() {
        var options = Map.of("host", "no-such-host.invalid", "attempts", "1");

        assertReason(
                Reason.StorageUnreachable,
                "storage at no-such-host.invalid:" + port() + " cannot be reached",
                () -> routes.open("no-host", sftp(options, SECRET)).get("a"));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHostThatDoesNotListenIsTriedAsOftenAsIsSaid() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var options = Map.of("port", Integer.toString(port), "attempts", "2");
        var storage = routes.open("nobody", sftp(options, SECRET));

        assertReason(Reason.StorageUnreachable, "127.0.0.1:" + port + " cannot be reached", () -> storage.get("a"));
    }

    /** It takes the call, and that is all it does. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var options =
                    Map.of("port", Integer.toString(mute.getLocalPort()), "attempts", "1", "connectTimeout", "300");

            assertEach(Reason.StorageUnreachable, "cannot be reached", routes.open("mute", sftp(options, SECRET)));
        }
    }
}
