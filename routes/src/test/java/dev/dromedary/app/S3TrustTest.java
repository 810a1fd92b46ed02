package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.StorageDescription;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a server is trusted whose certificate nobody vouches for. */
class S3TrustTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
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
