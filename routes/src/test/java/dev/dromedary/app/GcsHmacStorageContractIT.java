package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The interface of Google that is like S3, on the MinIO of the testbed, since fake-gcs-server has none. */
@EnabledIfEnvironmentVariable(named = "TESTBED_S3_ENDPOINT", matches = ".+")
class GcsHmacStorageContractIT extends ServerContractTest {
    private static final String ID = System.getenv("TESTBED_S3_ACCESS_KEY");
    private static final String KEY = System.getenv("TESTBED_S3_SECRET_KEY");

    @Override
    StorageDescription with(Map<String, String> options) {
        routes.secret("hmac", "ACCESS_KEY_ID", ID);
        routes.secret("hmac", "SECRET_ACCESS_KEY", KEY + "\n");
        var all = new HashMap<>(Map.of("bucket", "backups", "endpointUrl", System.getenv("TESTBED_S3_ENDPOINT")));
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
