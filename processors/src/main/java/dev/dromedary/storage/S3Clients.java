package dev.dromedary.storage;

import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.AttributeMap;

/** Makes the client of one bucket. Camel's own has neither timeouts nor a pool size nor a way to say whom to trust. */
public final class S3Clients {
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String NEEDED = KEY_ID + " and " + KEY;

    private S3Clients() {}

    /** The client; makes no request. */
    public static S3Client open(S3Settings settings) {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // The SDK's default adds checksums in a form that many other servers refuse.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // Signed in pieces of 128 KiB, each of them a copy, a body would cost more than it takes to send it.
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .httpClient(http(settings))
                .overrideConfiguration(override ->
                        override.retryStrategy(retries(settings)).apiCallAttemptTimeout(settings.requestTimeout()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return new StoppableS3(builder.build());
    }

    /** The only place where requests are repeated: with growing pauses, bounded, for what may pass. */
    private static RetryStrategy retries(S3Settings settings) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(settings.attempts())
                .backoffStrategy(BackoffStrategy.exponentialDelayHalfJitter(
                        ClientSettings.FIRST_PAUSE, ClientSettings.LONGEST_PAUSE))
                // Two conditional puts met: S3 asks to try again, and then one finds the other's object.
                .retryOnException(e -> e instanceof S3Exception s && s.statusCode() == 409)
                .build();
    }

    private static software.amazon.awssdk.http.SdkHttpClient http(S3Settings settings) {
        var builder = ApacheHttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.requestTimeout())
                .connectionAcquisitionTimeout(settings.requestTimeout())
                .maxConnections(settings.connections())
                .tcpKeepAlive(true);
        if (!settings.verifyTls()) {
            return builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }
        if (!settings.caBundle().isEmpty()) {
            TrustManager[] managers = CaBundle.trusting(settings.caBundle());
            builder.tlsTrustManagersProvider(() -> managers);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.credentialsSecret().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        String keyId = settings.credential(KEY_ID, NEEDED);
        String key = settings.credential(KEY, NEEDED);
        return StaticCredentialsProvider.create(settings.credential("AWS_SESSION_TOKEN")
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(keyId, key, token))
                .orElseGet(() -> AwsBasicCredentials.create(keyId, key)));
    }
}
