package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A bucket of Google's that is used with HMAC keys, by the interface that is like S3, and whose server fails on cue. */
class GcsHmacFaultsIT extends S3FaultsContract {
    @Override
    StorageDescription at(String endpoint) {
        return hmac(endpoint, Map.of());
    }

    private StorageDescription hmac(String endpoint, Map<String, String> other) {
        routes.secret("hmac", "ACCESS_KEY_ID", "id");
        routes.secret("hmac", "SECRET_ACCESS_KEY", "key");
        var options = new HashMap<>(Map.of("bucket", "b", "endpointUrl", endpoint, "attempts", "3"));
        options.putAll(other);
        return new StorageDescription("gcs", options, "hmac", true);
    }

    private static CuedServer.Answer deleted() {
        return exchange -> exchange.sendResponseHeaders(204, -1);
    }

    /** That the server refuses where it must is proven before the first put. */
    @Override
    void begin() {
        server.will(stored()).will(exists()).will(deleted()).will(stored());
        storage.put("first", new byte[1], true);
        assertThat(server.left()).isZero();
    }

    /** Such a server would let two runs into one destination. */
    @Test
    void aServerThatOverwritesIsNotUsed() {
        var overwritten = routes.open("overwritten", at(server.endpoint()));
        server.will(stored()).will(stored()).will(deleted());
        int before = server.requests();

        StorageContractTest.assertReason(
                Reason.StorageInvalid, "bucket b overwrites", () -> overwritten.put("owner.json", new byte[1], true));
        assertThat(server.left()).isZero();
        assertThat(server.requests() - before).isEqualTo(3);
    }

    @Test
    void aClassIsThatOfTheObjects() {
        var seen = new AtomicReference<String>();
        var near = routes.open("near", hmac(server.endpoint(), Map.of("storageClass", "NEARLINE")));
        server.will(exchange -> {
            seen.set(exchange.getRequestHeaders().getFirst("x-amz-storage-class"));
            stored().to(exchange);
        });

        near.put("part", new byte[1], false);

        assertThat(seen).hasValue("NEARLINE");
    }

    /** Google answers so where S3 says nothing. */
    @Test
    void anObjectThatIsNotThereIsDeleted() {
        server.will(CuedServer.error(404, "NoSuchKey")).will(stored()).will(deleted());

        assertThatCode(() -> storage.delete(List.of("gone", "there"))).doesNotThrowAnyException();
        assertThat(server.left()).isZero();
    }

    @Test
    void aClosedStorageTakesItsClientAlong() {
        Storage bucket = routes.bean("faulty", Storage.class);
        int asked = server.requests();

        routes.storages().close("faulty");

        assertThatException()
                .isThrownBy(() -> bucket.size("part"))
                .isInstanceOfAny(IllegalStateException.class, RejectedExecutionException.class);
        assertThat(server.requests()).isEqualTo(asked);
    }
}
