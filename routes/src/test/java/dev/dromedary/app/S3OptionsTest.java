package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What the template of buckets makes of the options of a storage. */
class S3OptionsTest {
    private static S3Client opened(StorageRoutes routes, Map<String, String> options) {
        routes.open("cloud", new StorageDescription("s3", options, null, true));
        return routes.context().getEndpoints().stream()
                .filter(AWS2S3Endpoint.class::isInstance)
                .map(endpoint -> ((AWS2S3Endpoint) endpoint).getS3Client())
                .findFirst()
                .orElseThrow();
    }

    private static String url(S3Client client) {
        return client.utilities().getUrl(get -> get.bucket("shop").key("k")).toString();
    }

    @Test
    void regionAndStyleComeToTheClient() {
        try (StorageRoutes routes = new StorageRoutes()) {
            S3Client client = opened(routes, Map.of("bucket", "shop", "region", "eu-central-1", "pathStyle", "true"));

            assertThat(url(client)).isEqualTo("https://s3.eu-central-1.amazonaws.com/shop/k");
        }
    }

    @Test
    void whatIsLeftOutDependsOnTheAddress() {
        try (StorageRoutes routes = new StorageRoutes()) {
            assertThat(url(opened(routes, Map.of("bucket", "shop")))).isEqualTo("https://shop.s3.amazonaws.com/k");
        }
        try (StorageRoutes routes = new StorageRoutes()) {
            assertThat(url(opened(routes, Map.of("bucket", "shop", "endpointUrl", "http://minio.example:9000"))))
                    .isEqualTo("http://minio.example:9000/shop/k");
        }
    }
}
