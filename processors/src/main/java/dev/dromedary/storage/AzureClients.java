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
        var jdk = HttpClient.newBuilder();
        Trust.of(settings).ifPresent(jdk::sslContext);
        var transport = new JdkHttpClientBuilder(jdk)
                .connectionTimeout(settings.connectTimeout())
                // The limit of the whole is that of AzureRetries.
                .responseTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        var builder = new BlobServiceClientBuilder()
                .endpoint(settings.serviceUrl())
                .httpClient(transport)
                .addPolicy(new AzureRetries(settings))
                .retryOptions(once());
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

    /** None by the SDK's own policy: {@link AzureRetries} is before it. */
    private static RequestRetryOptions once() {
        return new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Duration) null, null, null, null);
    }

    /** Environment, workload identity, managed identity. In a class of its own: nobody loads it who has a key. */
    private static TokenCredential found() {
        return new DefaultAzureCredentialBuilder().build();
    }
}
