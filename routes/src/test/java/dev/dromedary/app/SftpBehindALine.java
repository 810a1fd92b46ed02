package dev.dromedary.app;

import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder on an SFTP server behind a line that can be cut. */
abstract class SftpBehindALine {
    static final byte[] BODY = new byte[1 << 20];

    static {
        new Random(5).nextBytes(BODY);
    }

    final StorageRoutes routes = new StorageRoutes();
    SftpServer server;
    Line line;
    RoutedStorage storage;
    final AtomicInteger blinks = new AtomicInteger(1);
    final Set<ServerSession> blinked = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new SftpServer(folder);
        line = new Line(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        routes.secret("login", "username", SftpServer.USER);
        routes.secret("login", "password", SftpServer.PASSWORD);
        routes.secret("login", "knownHosts", server.knownHosts(line.port()));
        storage = open(Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        routes.close();
        line.close();
        server.close();
    }

    RoutedStorage open(Map<String, String> other) {
        var options = new HashMap<>(Map.of(
                "host", "127.0.0.1", "port", Integer.toString(line.port()), "directory", "/backups", "attempts", "2"));
        options.putAll(other);
        return routes.open("faulty", new StorageDescription("sftp", options, "login", true));
    }

    /** Once for a connection, and as often in all as {@link #blinks} says. */
    void blink(ServerSession session) {
        if (blinks.get() > 0 && blinked.add(session)) {
            blinks.decrementAndGet();
            line.cut();
            line.mend();
        }
    }
}
