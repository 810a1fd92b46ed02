package dev.dromedary.storage;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.StorageScopes;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the bucket of one storage: by Google's own interface, or by the one that is like S3, as its keys say. */
public final class GcsClients {
    private static final List<String> SCOPES = List.of(StorageScopes.DEVSTORAGE_READ_WRITE);

    private GcsClients() {}

    /** The bucket; makes no request. */
    public static Storage open(GcsSettings settings) {
        if (settings.isHmac()) {
            S3Settings s3 = settings.s3();
            return new GcsHmacBucket(S3Clients.open(s3), s3, settings.storageClass());
        }
        return new GcsBucket(client(settings), settings);
    }

    private static com.google.api.services.storage.Storage client(GcsSettings settings) {
        HttpRequestInitializer credentials = credentials(settings);
        return new com.google.api.services.storage.Storage.Builder(
                        new GcsTransport(settings), GsonFactory.getDefaultInstance(), request -> {
                            credentials.initialize(request);
                            // So that a token that has been withdrawn is fetched anew; the rest is the bucket's to
                            // repeat.
                            request.setNumberOfRetries(1);
                        })
                .setApplicationName("dromedary")
                .setRootUrl(settings.address().replaceFirst("/*$", "/"))
                .build();
    }

    private static HttpRequestInitializer credentials(GcsSettings settings) {
        if (settings.serviceAccount().isPresent()) {
            return new HttpCredentialsAdapter(serviceAccount(settings));
        }
        return settings.isGoogle() ? new FoundCredentials() : request -> {};
    }

    /** Of this kind only: a file of another kind may name programs to run and addresses to ask. */
    private static GoogleCredentials serviceAccount(GcsSettings settings) {
        byte[] file = settings.serviceAccount().orElseThrow().getBytes(StandardCharsets.UTF_8);
        try {
            return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(file))
                    .createScoped(SCOPES);
        } catch (IOException | RuntimeException e) {
            // Without the cause, whose words may be the file's.
            throw new BackupException(
                    Reason.StorageDenied,
                    "the key " + GcsSettings.FILE + " in Secret " + settings.credentialsSecret()
                            + " is not the file of a service account",
                    "it is the JSON that Google makes with a key of the account");
        }
    }

    /** Environment, file, the machine's or the pod's own account; looked for by the first request, over the network. */
    private static final class FoundCredentials implements HttpRequestInitializer {
        private HttpCredentialsAdapter found;

        @Override
        public synchronized void initialize(HttpRequest request) throws IOException {
            if (found == null) {
                found = new HttpCredentialsAdapter(
                        GoogleCredentials.getApplicationDefault().createScoped(SCOPES));
            }
            found.initialize(request);
        }
    }
}
