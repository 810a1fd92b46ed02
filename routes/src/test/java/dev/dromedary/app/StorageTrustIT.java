package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StorageDescription;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients at a server that has signed its certificate itself. What it says otherwise is S3's. */
class StorageTrustIT {
    private final S3MockServer server = new S3MockServer("backups");
    private final StorageRoutes routes = new StorageRoutes();

    StorageTrustIT() throws IOException {}

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "gcs"})
    void aCertificateIsTrustedOnlyOnDemand(String type) {
        RoutedStorage careful = open(type, true, Map.of());
        RoutedStorage trusting = open(type, false, Map.of());

        StorageContractTest.assertReason(Reason.StorageUnreachable, "is not trusted", () -> careful.list("none"));
        // An answer, and so a connection.
        StorageContractTest.assertReason(Reason.BucketNotFound, "does not exist", () -> trusting.list("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "gcs", "s3"})
    void anAuthorityOfOnesOwnIsTrusted(String type) throws Exception {
        RoutedStorage own = open(type, true, Map.of("caBundle", certificate()));

        StorageContractTest.assertReason(Reason.BucketNotFound, "does not exist", () -> own.list("none"));
    }

    /** The server's, which is its own authority, as PEM. */
    private String certificate() throws Exception {
        URI endpoint = URI.create(server.endpointTls());
        SSLContext any = SSLContext.getInstance("TLS");
        any.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (var socket = (SSLSocket) any.getSocketFactory().createSocket(endpoint.getHost(), endpoint.getPort())) {
            byte[] der = socket.getSession().getPeerCertificates()[0].getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                    + "\n-----END CERTIFICATE-----\n";
        }
    }

    private RoutedStorage open(String type, boolean verifyTls, Map<String, String> more) {
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_NAME", "account");
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_KEY", Base64.getEncoder().encodeToString(new byte[64]));
        routes.secret("s3", "AWS_ACCESS_KEY_ID", "id");
        routes.secret("s3", "AWS_SECRET_ACCESS_KEY", "key");
        Map<String, String> options = new HashMap<>(more);
        options.putAll(Map.of(
                type.equals("azure") ? "container" : "bucket",
                "b",
                "endpointUrl",
                server.endpointTls(),
                "attempts",
                "1"));
        String secret = type.equals("gcs") ? null : type;
        return routes.open(type + verifyTls, new StorageDescription(type, options, secret, verifyTls));
    }
}
