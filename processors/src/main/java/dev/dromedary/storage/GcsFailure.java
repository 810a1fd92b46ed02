package dev.dromedary.storage;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/** What an error of Google's client means to the one whose bucket it is. */
final class GcsFailure {
    private GcsFailure() {}

    /** Whether the same request may end otherwise a little later. */
    static boolean mayPass(IOException e) {
        if (e instanceof HttpResponseException h) {
            return Repeats.mayPass(h.getStatusCode());
        }
        if (e instanceof Retryable r) {
            return r.isRetryable();
        }
        return !(e instanceof SSLException) && !isUnidentified(e) && !isInterrupted(e);
    }

    static BackupException of(GcsSettings settings, IOException e) {
        if (isInterrupted(e)) {
            return Cancelled.by(e);
        }
        if (e instanceof HttpResponseException h) {
            return answered(settings, h);
        }
        if (e instanceof Retryable || isUnidentified(e)) {
            String secret = settings.credentialsSecret();
            return new BackupException(
                    Reason.StorageDenied,
                    secret.isEmpty()
                            ? "there are no credentials for bucket " + settings.bucket()
                            : "the account in Secret " + secret + " is not let in to bucket " + settings.bucket(),
                    secret.isEmpty()
                            ? "name a credentialsSecret, or run where the cloud gives them"
                            : "check that its key is not withdrawn, and the network from here to Google",
                    e);
        }
        if (e instanceof SSLException) {
            return new BackupException(
                    Reason.StorageUnreachable,
                    "storage at " + settings.address() + " is not trusted: " + e.getMessage(),
                    "name its authority in the option caBundle",
                    e);
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " cannot be reached: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                "check endpointUrl, and the network from here to there",
                e);
    }

    private static BackupException answered(GcsSettings settings, HttpResponseException e) {
        String bucket = settings.bucket();
        int status = e.getStatusCode();
        if (status == 401 || status == 403) {
            String secret = settings.credentialsSecret();
            return new BackupException(
                    Reason.StorageDenied,
                    "access to bucket " + bucket + " is denied: HTTP " + status,
                    "check " + (secret.isEmpty() ? "the credentials" : "the account in Secret " + secret)
                            + " and their rights to read, write, list and delete there",
                    e);
        }
        if (status == 400) {
            return new BackupException(
                    Reason.StorageInvalid,
                    "bucket " + bucket + " is not to be used this way: HTTP " + status,
                    "check bucket, storageClass and endpointUrl: " + words(e),
                    e);
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " failed for bucket " + bucket + ": HTTP " + status,
                "it was tried " + settings.attempts() + " times",
                e);
    }

    /** A socket that waits too long says so with a kind of the same exception. */
    private static boolean isInterrupted(IOException e) {
        return e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
    }

    private static String words(HttpResponseException e) {
        return e instanceof GoogleJsonResponseException json && json.getDetails() != null
                ? json.getDetails().getMessage()
                : "HTTP " + e.getStatusCode();
    }

    /** The search of the client ends with a plain exception. */
    private static boolean isUnidentified(IOException e) {
        return String.valueOf(e.getMessage()).contains("default credentials");
    }
}
