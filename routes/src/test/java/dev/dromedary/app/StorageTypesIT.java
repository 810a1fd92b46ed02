package dev.dromedary.app;

import static dev.dromedary.app.StorageServer.AZURITE;
import static dev.dromedary.app.StorageServer.FAKE_GCS;
import static dev.dromedary.app.StorageServer.MINIO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A chain of a real server in clouds, from the resource to the data and away again. */
@OnStorageServer({StorageServer.MINIO, StorageServer.AZURITE, StorageServer.FAKE_GCS})
class StorageTypesIT {
    private static final String SECRET = "cloud-keys";

    /**
     * A storage as the resource has it, with PREFIX where its objects are to be, what its Secret holds, the same as its
     * template wants it, and how a destination in it starts.
     */
    private record Cloud(
            String name, String block, Map<String, String> secret, StorageDescription description, String start) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Cloud> clouds() {
        return Stream.of(
                new Cloud(
                        "azure",
                        "{type: azure, azure: {container: backups, prefix: PREFIX, endpointUrl: \"%s\", credentialsSecret: %s}}"
                                .formatted(AZURITE.endpoint(), SECRET),
                        Map.of(
                                "AZURE_STORAGE_ACCOUNT_NAME", AZURITE.user(),
                                "AZURE_STORAGE_ACCOUNT_KEY", AZURITE.key()),
                        new StorageDescription(
                                "azure",
                                Map.of("container", "backups", "endpointUrl", AZURITE.endpoint()),
                                SECRET,
                                true),
                        "backups/"),
                new Cloud(
                        "gcs",
                        "{type: gcs, gcs: {bucket: backups, prefix: PREFIX, endpointUrl: \"%s\"}}"
                                .formatted(FAKE_GCS.endpoint()),
                        Map.of(),
                        gcs(FAKE_GCS.endpoint(), null),
                        "gs://backups/"),
                new Cloud(
                        "gcs with HMAC keys",
                        "{type: gcs, gcs: {bucket: backups/PREFIX, endpointUrl: \"%s\", credentialsSecret: %s}}"
                                .formatted(MINIO.endpoint(), SECRET),
                        Map.of(
                                "ACCESS_KEY_ID", MINIO.user(),
                                "SECRET_ACCESS_KEY", MINIO.key()),
                        gcs(MINIO.endpoint(), SECRET),
                        "gs://backups/"));
    }

    private static StorageDescription gcs(String endpoint, String secret) {
        return new StorageDescription("gcs", Map.of("bucket", "backups", "endpointUrl", endpoint), secret, true);
    }

    @ParameterizedTest
    @MethodSource("clouds")
    void aChainGoesThereAndComesBack(Cloud cloud, @TempDir Path folder) throws Exception {
        String prefix = "chain-" + UUID.randomUUID();
        try (Place place = Place.create(folder);
                StorageRoutes routes = new StorageRoutes()) {
            Resources resources = place.resources();
            if (!cloud.secret.isEmpty()) {
                resources.secret(SECRET, cloud.secret);
            }
            resources.cluster(place.server(), null, Resources.STORAGE + ": " + cloud.block.replace("PREFIX", prefix));
            place.product().set("dromedary.part.size", "262144");
            place.server().sql("""
                    CREATE DATABASE shop;
                    CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140));
                    INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1_to_1000;
                    """);
            resources.deletable("full", "full");
            run(place);
            place.server().sql("INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1001_to_2000");
            List<String> before = place.server().checksums();
            resources.deletable("increment", "incremental");
            run(place);
            place.server().sql("DROP DATABASE shop");
            resources.restore("back", "increment");
            run(place);

            assertThat(place.server().checksums()).isEqualTo(before);
            String destination = resources.backup("increment").getStatus().destination;
            assertThat(destination).startsWith(cloud.start + prefix + "/" + Resources.CLUSTER + "-");
            cloud.secret.forEach((key, value) -> routes.secret(SECRET, key, value));
            var storage = routes.open("look", cloud.description);
            assertThat(storage.list(prefix)).extracting(StoredObject::key).anySatisfy(key -> assertThat(key)
                    .isEqualTo(destination.substring(cloud.start.length()) + ".manifest.json"));

            resources.takeOut("increment", "full");
            run(place);

            assertThat(storage.list(prefix)).isEmpty();
        }
    }

    private static void run(Place place) throws Exception {
        Product.Outcome outcome = place.product().once();
        assertThat(outcome.exit()).as(outcome.log()).isZero();
        // What goes well says nothing of the clients.
        assertThat(outcome.log().lines().filter(line -> Stream.of("WARN", "ERROR")
                        .anyMatch(line::contains)))
                .isEmpty();
    }
}
