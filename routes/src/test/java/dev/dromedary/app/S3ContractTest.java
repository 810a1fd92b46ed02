package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.Test;

/** The promises of a storage, and what goes wrong with a bucket, for any server that speaks S3. */
abstract class S3ContractTest extends StorageContractTest {
    static final String SECRET = "s3-secret";

    /** A server with a bucket {@code backups}, and who may use it. */
    abstract String endpoint();

    abstract String accessKey();

    abstract String secretKey();

    @Override
    StorageDescription description() {
        return s3(Map.of());
    }

    StorageDescription s3(Map<String, String> other) {
        return s3(other, true);
    }

    StorageDescription s3(Map<String, String> other, boolean verifyTls) {
        routes.secret(SECRET, "AWS_ACCESS_KEY_ID", accessKey() + "\n");
        routes.secret(SECRET, "AWS_SECRET_ACCESS_KEY", secretKey());
        var options = new HashMap<>(Map.of("bucket", "backups", "endpointUrl", endpoint()));
        options.putAll(other);
        return new StorageDescription("s3", options, SECRET, verifyTls);
    }

    @Test
    void aMissingBucketIsNamed() {
        var storage = routes.open("no-bucket", s3(Map.of("bucket", "no-such-bucket/with/prefix")));

        assertReason(Reason.BucketNotFound, "bucket no-such-bucket does not exist", () -> storage.get("a"));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.size("a"));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.list(""));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.put("a", new byte[1], true));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.put("a", new byte[1], false));
    }

    @Test
    void aHostThatDoesNotListenIsNamedInTime() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String nobody = "http://localhost:" + port;
        var storage = routes.open("no-host", s3(Map.of("endpointUrl", nobody, "attempts", "2")));

        long start = System.nanoTime();
        assertReason(Reason.StorageUnreachable, nobody, () -> storage.get("a"));
        assertReason(Reason.StorageUnreachable, nobody, () -> storage.put("a", new byte[1], true));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        // It listens, and that is all it does.
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String endpoint = "http://localhost:" + mute.getLocalPort();
            var storage =
                    routes.open("mute", s3(Map.of("endpointUrl", endpoint, "attempts", "2", "requestTimeout", "300")));

            assertReason(Reason.StorageUnreachable, endpoint, () -> storage.get("a"));
            assertReason(Reason.StorageUnreachable, endpoint, () -> storage.put("a", new byte[1], true));
        }
    }

    @Test
    void credentialsAreSeenNowhere() throws Exception {
        routes.open("dumped", description());

        var dump = new StringBuilder();
        routes.context().getEndpoints().forEach(e -> dump.append(e.getEndpointUri())
                .append('\n'));
        routes.context()
                .getRoutes()
                .forEach(r -> dump.append(r).append(r.getProperties()).append('\n'));
        var model = routes.context().getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(r -> dump.append(r)
                .append(r.getTemplateParameters())
                .append(
                        r.getRouteTemplateContext() == null
                                ? ""
                                : r.getRouteTemplateContext().getParameters()));
        assertThat(dump).contains("storage-dumped").contains("aws2-s3").doesNotContain(secretKey(), accessKey());
    }

    @Test
    void aMissingSecretIsNamed() {
        var storage = new StorageDescription("s3", s3(Map.of()).options(), "gone", true);

        assertReason(Reason.SecretNotFound, "secrets gone not found", () -> routes.open("no-secret", storage));
        // The failure leaves nothing behind that would be in the way of the next attempt.
        assertReason(Reason.SecretNotFound, "secrets gone not found", () -> routes.open("no-secret", storage));
        assertThat(routes.open("no-secret", description()).list("none")).isEmpty();
    }
}
