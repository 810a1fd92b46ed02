package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.StorageSpec;
import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageDescriptionsTest {
    @Test
    void allThatABucketIsToldComesThrough() {
        StorageSpec storage = World.s3("bucket");
        storage.s3.region = "eu-central-1";
        storage.s3.endpointUrl = "https://minio.example:9000";
        storage.options.put("pathStyle", "false");
        storage.verifyTLS = false;

        StorageDescription told = StorageDescriptions.of(storage);

        assertThat(told.type()).isEqualTo("s3");
        assertThat(told.options())
                .containsOnly(
                        Map.entry("bucket", "bucket"),
                        Map.entry("region", "eu-central-1"),
                        Map.entry("endpointUrl", "https://minio.example:9000"),
                        Map.entry("pathStyle", "false"));
        assertThat(told.credentialsSecret()).isEqualTo("s3-credentials");
        assertThat(told.verifyTls()).isFalse();
    }

    @Test
    void whatIsLeftOutIsLeftToTheTemplate() {
        StorageSpec storage = World.s3("bucket");
        storage.s3.region = "";

        assertThat(StorageDescriptions.of(storage).options()).containsOnlyKeys("bucket");
        assertThat(StorageDescriptions.of(storage).verifyTls()).isTrue();
    }
}
