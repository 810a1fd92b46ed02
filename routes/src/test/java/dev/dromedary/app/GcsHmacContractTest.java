package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The interface of Google that is like S3, on a server of S3, since no emulator of Google's has it. */
abstract class GcsHmacContractTest extends S3ContractTest {
    @Override
    StorageDescription with(Map<String, String> options) {
        routes.secret("hmac", "ACCESS_KEY_ID", accessKey());
        routes.secret("hmac", "SECRET_ACCESS_KEY", secretKey() + "\n");
        var all = new HashMap<>(Map.of("bucket", "backups", "endpointUrl", endpoint()));
        all.putAll(options);
        return new StorageDescription("gcs", all, "hmac", true);
    }

    @Override
    String component() {
        return "direct";
    }

    @Test
    void theProofOfConditionsLeavesNothingBehind() {
        var storage = routes.open("proof", description());
        storage.put(key("proof/owner.json"), new byte[] {1}, true);

        assertThat(storage.list(key("proof/"))).containsExactly(new StoredObject(key("proof/owner.json"), 1));
    }
}
