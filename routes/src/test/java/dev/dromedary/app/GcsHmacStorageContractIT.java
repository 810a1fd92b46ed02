package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The interface of Google that is like S3, on MinIO, since fake-gcs-server has none. */
@OnStorageServer(StorageServer.MINIO)
class GcsHmacStorageContractIT extends ServerContractTest {
    private static final String ID = StorageServer.MINIO.user();
    private static final String KEY = StorageServer.MINIO.key();

    @Override
    StorageDescription with(Map<String, String> options) {
        routes.secret("hmac", "ACCESS_KEY_ID", ID);
        routes.secret("hmac", "SECRET_ACCESS_KEY", KEY + "\n");
        var all = new HashMap<>(Map.of("bucket", "backups", "endpointUrl", StorageServer.MINIO.endpoint()));
        all.putAll(options);
        return new StorageDescription("gcs", all, "hmac", true);
    }

    @Override
    String bucketOption() {
        return "bucket";
    }

    @Override
    List<String> secrets() {
        return List.of(ID, KEY);
    }

    @Test
    void theProofOfConditionsLeavesNothingBehind() {
        var storage = routes.open("proof", description());
        storage.put(key("proof/owner.json"), new byte[] {1}, true);

        assertThat(storage.list(key("proof/"))).containsExactly(new StoredObject(key("proof/owner.json"), 1));
    }

    @Test
    void wrongCredentialsAreDenied() {
        routes.secret("wrong", "ACCESS_KEY_ID", ID);
        routes.secret("wrong", "SECRET_ACCESS_KEY", "wrong" + KEY);
        var storage =
                routes.open("wrong", new StorageDescription("gcs", description().options(), "wrong", true));

        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.get("a"));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.put("a", new byte[1], true));
    }
}
