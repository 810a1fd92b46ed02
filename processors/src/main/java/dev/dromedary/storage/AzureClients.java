package dev.dromedary.storage;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.net.http.HttpClient;
import java.time.Duration;

/** Makes the clients of one container. Camel's own knows the public cloud's address only, and nobody to trust. */
public final class AzureClients {
    private AzureClients() {}

    /**
     * The client; makes no request. Its transport is the JDK's, which has no pool to size, and lets go of its
     * connections once nobody holds it.
     */
    public static BlobServiceClient open(AzureSettings settings) {
        Duration timeout = settings.requestTimeout();
        var jdk = HttpClient.newBuilder();
        Trust.of(settings).ifPresent(jdk::sslContext);
        var transport = new JdkHttpClientBuilder(jdk)
                .connectionTimeout(settings.connectTimeout())
                .responseTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
        var builder = new BlobServiceClientBuilder()
                .endpoint(settings.serviceUrl())
                .httpClient(transport)
                .retryOptions(retries(settings));
        if (settings.credentialsSecret().isEmpty()) {
            return builder.credential(found()).buildClient();
        }
        try {
            return builder.credential(new StorageSharedKeyCredential(settings.account(), settings.key()))
                    .buildClient();
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    Reason.StorageDenied,
                    "the key in Secret " + settings.credentialsSecret() + " is not one of an Azure account",
                    AzureSettings.KEY + " is the account's key, in base 64",
                    e);
        }
    }

    /** The only place where requests are repeated: with growing pauses, bounded, for what may pass. */
    private static RequestRetryOptions retries(AzureSettings settings) {
        // A shorter one than a second is refused; the transport keeps to what was asked for.
        Duration timeout = settings.requestTimeout().compareTo(Duration.ofSeconds(1)) < 0
                ? Duration.ofSeconds(1)
                : settings.requestTimeout();
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                settings.attempts(),
                timeout,
                ClientSettings.FIRST_PAUSE,
                ClientSettings.LONGEST_PAUSE,
                null);
    }

    /** Environment, workload identity, managed identity. In a class of its own: nobody loads it who has a key. */
    private static TokenCredential found() {
        return new DefaultAzureCredentialBuilder().build();
    }
}
