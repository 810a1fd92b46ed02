package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of a storage that is a server, and what goes wrong on the way to it and with its bucket. */
abstract class ServerContractTest extends StorageContractTest {
    /** A storage of the type with the Secret that opens it; the options given come over those that work. */
    abstract StorageDescription with(Map<String, String> options);

    /** The option that says which bucket, container or folder. */
    abstract String bucketOption();

    /** What is in the Secret. */
    abstract List<String> secrets();

    /** The Camel component that puts, if there is one. */
    String component() {
        return "direct";
    }

    @Override
    StorageDescription description() {
        return with(Map.of());
    }

    @Test
    void aMissingBucketIsNamed() {
        var storage = routes.open("no-bucket", with(Map.of(bucketOption(), "no-such-bucket/with/prefix")));

        assertReason(Reason.BucketNotFound, " no-such-bucket does not exist", () -> storage.get("a"));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.size("a"));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.list(""));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.put("a", new byte[1], true));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.put("a", new byte[1], false));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.delete(List.of("a")));
        assertReason(Reason.BucketNotFound, "no-such-bucket", () -> storage.delete(List.of("a", "b")));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHostThatDoesNotListenIsNamedInTime() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String nobody = "http://localhost:" + port;
        var storage = routes.open("no-host", with(Map.of("endpointUrl", nobody, "attempts", "2")));

        assertReason(Reason.StorageUnreachable, nobody, () -> storage.get("a"));
        assertReason(Reason.StorageUnreachable, nobody, () -> storage.put("a", new byte[1], true));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        // It listens, and that is all it does.
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String endpoint = "http://localhost:" + mute.getLocalPort();
            var storage = routes.open(
                    "mute", with(Map.of("endpointUrl", endpoint, "attempts", "2", "requestTimeout", "300")));

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
        assertThat(dump).contains("storage-dumped").contains(component());
        secrets().forEach(secret -> assertThat(dump).doesNotContain(secret));
    }

    @Test
    void aMissingSecretIsNamed() {
        var storage = new StorageDescription(description().type(), description().options(), "gone", true);

        assertReason(Reason.SecretNotFound, "secrets gone not found", () -> routes.open("no-secret", storage));
        // The failure leaves nothing behind that would be in the way of the next attempt.
        assertReason(Reason.SecretNotFound, "secrets gone not found", () -> routes.open("no-secret", storage));
        assertThat(routes.open("no-secret", description()).list("none")).isEmpty();
    }
}
