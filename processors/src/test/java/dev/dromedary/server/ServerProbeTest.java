package dev.dromedary.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProbeTest {
    private static final Account ACCOUNT = new Account("backup", "let-me-in");

    @TempDir
    private Path folder;

    @Test
    void whoIsDeniedAtASocketTriesTlsThere() throws IOException {
        Path socket = folder.resolve("socket");
        try (GreetingServer server = new GreetingServer(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(socket),
                GreetingServer.DENIAL)) {
            requireDenied(new ServerAddress(socket.toString(), null, 0));

            assertThat(server.callers()).containsExactly(false, true);
        }
    }

    @Test
    void whoIsDeniedOverTheNetworkIsDenied() throws IOException {
        try (GreetingServer server = onTheNetwork(GreetingServer.DENIAL)) {
            requireDenied(address(server));

            assertThat(server.callers()).containsExactly(false);
        }
    }

    @Test
    void anAccountThatMySqlFeignsIsDenied() throws IOException {
        try (GreetingServer server = onTheNetwork(GreetingServer.OTHER_PLUGIN)) {
            requireDenied(address(server));
        }
    }

    private static GreetingServer onTheNetwork(String answer) throws IOException {
        return new GreetingServer(
                ServerSocketChannel.open(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answer);
    }

    private static ServerAddress address(GreetingServer server) throws IOException {
        return new ServerAddress(null, "127.0.0.1", ((InetSocketAddress) server.address()).getPort());
    }

    private static void requireDenied(ServerAddress address) {
        assertThatThrownBy(() -> ServerProbe.connect(address, ACCOUNT, Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(BackupException.class, denied -> {
                    assertThat(denied.reason()).isEqualTo(Reason.ServerDenied);
                    assertThat(denied).hasMessageContaining("refuses the account 'backup'");
                });
    }
}
