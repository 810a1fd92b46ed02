package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.StorageDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a server is trusted whose certificate nobody vouches for. */
class S3TrustTest {
    @TempDir
    private static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        SSLContext tls = OwnCertificate.of(folder, "dns:localhost").server();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String get(boolean verifyTls) {
        try (StorageRoutes routes = new StorageRoutes()) {
            routes.secret("secret", "AWS_ACCESS_KEY_ID", "id");
            routes.secret("secret", "AWS_SECRET_ACCESS_KEY", "key");
            String endpoint = "https://localhost:" + server.getAddress().getPort();
            var options = Map.of("bucket", "shop", "endpointUrl", endpoint, "attempts", "1");
            var storage = routes.open("cloud", new StorageDescription("s3", options, "secret", verifyTls));
            return new String(storage.get("k"), StandardCharsets.UTF_8);
        }
    }

    @Test
    void itIsNot() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> get(true))
                .satisfies(e -> assertThat(e).hasStackTraceContaining(SSLHandshakeException.class.getName()));
    }

    @Test
    void unlessTheStorageSaysSo() {
        assertThat(get(false)).isEqualTo("hello");
    }
}
