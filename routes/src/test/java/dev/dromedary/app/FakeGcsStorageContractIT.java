package dev.dromedary.app;

import dev.dromedary.storage.StorageDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Google's own interface, on the fake-gcs-server of the testbed, which looks at no credentials. */
@EnabledIfEnvironmentVariable(named = "TESTBED_GCS_ENDPOINT", matches = ".+")
class FakeGcsStorageContractIT extends ServerContractTest {
    @Override
    StorageDescription with(Map<String, String> options) {
        var all = new HashMap<>(
                Map.of("bucket", "backups/of/shop", "endpointUrl", System.getenv("TESTBED_GCS_ENDPOINT")));
        all.putAll(options);
        return new StorageDescription("gcs", all, null, true);
    }

    @Override
    String bucketOption() {
        return "bucket";
    }

    @Override
    List<String> secrets() {
        return List.of();
    }
}
