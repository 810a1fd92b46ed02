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

/** Google's own interface, on fake-gcs-server, which looks at no credentials. */
@OnStorageServer(StorageServer.FAKE_GCS)
class FakeGcsStorageContractIT extends ServerContractTest {
    @Override
    StorageDescription with(Map<String, String> options) {
        var all = new HashMap<>(Map.of("bucket", "backups/of/shop", "endpointUrl", StorageServer.FAKE_GCS.endpoint()));
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
        var uri = URI.create(StorageServer.FAKE_GCS.endpoint() + "/storage/v1/b/backups/o/" + object);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
