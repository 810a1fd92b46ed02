package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.storage.StorageDescription;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @Test
    void aClassIsThatOfTheObjects() throws Exception {
        var storage = routes.open("near", with(Map.of("storageClass", "NEARLINE")));
        storage.put(key("near"), new byte[] {1}, true);

        assertThat(storage.get(key("near"))).containsExactly(1);
        assertThat(told("near")).contains("\"storageClass\":\"NEARLINE\"");
    }

    /** What the server tells of an object. */
    private String told(String name) throws Exception {
        String object = URLEncoder.encode(key(name), StandardCharsets.UTF_8);
        var uri = URI.create(System.getenv("TESTBED_GCS_ENDPOINT") + "/storage/v1/b/backups/o/" + object);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
