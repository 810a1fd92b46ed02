package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** What a storage says of its bucket, as the client's requests have it. */
class S3SettingsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                        '',            '',    https://shop.s3.amazonaws.com/k
                    '',                        eu-central-1,  '',    https://shop.s3.eu-central-1.amazonaws.com/k
                    '',                        eu-central-1,  true,  https://s3.eu-central-1.amazonaws.com/shop/k
                    http://minio.example:9000, eu-central-1,  '',    http://minio.example:9000/shop/k
                    minio.example:9000,        '',            true,  http://minio.example:9000/shop/k
                    http://minio.example:9000, '',            false, http://shop.minio.example:9000/k
                    """)
    void anObjectIsWhereRegionAddressAndStyleSay(String endpointUrl, String region, String pathStyle, String url) {
        S3Settings settings = settings();
        settings.setEndpointUrl(endpointUrl);
        settings.setRegion(region);
        settings.setPathStyle(pathStyle);

        try (S3Client client = S3Clients.open(settings)) {
            SdkHttpRequest request = request(client, settings.bucket());

            assertThat(request.getUri()).hasToString(url);
            assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
                    .contains("/" + (region.isEmpty() ? "us-east-1" : region) + "/s3/aws4_request");
        }
    }

    /** Signed, and not sent. */
    private static SdkHttpRequest request(S3Client client, String bucket) {
        Halt halt = new Halt();
        assertThatExceptionOfType(Halt.Halted.class)
                .isThrownBy(() -> client.getObjectAsBytes(get -> get.bucket(bucket)
                        .key("k")
                        .overrideConfiguration(only -> only.addPlugin(
                                config -> config.overrideConfiguration(config.overrideConfiguration().toBuilder()
                                        .addExecutionInterceptor(halt)
                                        .build())))));
        return halt.request;
    }

    private static final class Halt implements ExecutionInterceptor {
        private static final class Halted extends RuntimeException {}

        private SdkHttpRequest request;

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            request = context.httpRequest();
            throw new Halted();
        }
    }

    private static S3Settings settings() {
        var settings = new S3Settings();
        settings.setSecrets((secret, key) -> Optional.of(key.getBytes(StandardCharsets.UTF_8)));
        settings.setCredentialsSecret("secret");
        settings.setBucket("shop/some/prefix");
        settings.setConnectTimeout(10_000);
        settings.setRequestTimeout(10_000);
        settings.setAttempts(1);
        settings.setConnections(1);
        return settings;
    }
}
