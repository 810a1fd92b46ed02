package dev.dromedary.storage;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.identity.CredentialUnavailableException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an error of the SDK means to the one whose container it is. */
final class AzureFailure {
    private AzureFailure() {}

    /** A failure that is neither an answer of the server nor of the way to it is returned as it is. */
    static RuntimeException of(AzureSettings settings, RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException) {
                return Cancelled.by(failure);
            }
            if (t instanceof ClientAuthenticationException) {
                return unidentified(settings, failure, t);
            }
            if (t instanceof SSLException) {
                return new BackupException(
                        Reason.StorageUnreachable,
                        "storage at " + settings.address() + " is not trusted: " + t.getMessage(),
                        "name its authority in the option caBundle",
                        failure);
            }
            if (t instanceof HttpResponseException e && e.getResponse() != null) {
                return answered(settings, e);
            }
            if (t instanceof IOException || t instanceof TimeoutException) {
                return new BackupException(
                        Reason.StorageUnreachable,
                        "storage at " + settings.address() + " cannot be reached: " + words(t),
                        "check endpointUrl, and the network from here to there",
                        failure);
            }
        }
        return failure;
    }

    private static BackupException answered(AzureSettings settings, HttpResponseException e) {
        String container = settings.container();
        int status = e.getResponse().getStatusCode();
        BlobErrorCode code = e instanceof BlobStorageException b ? b.getErrorCode() : null;
        String answer = code == null ? "HTTP " + status : code.toString();
        if (status == 401 || status == 403) {
            String secret = settings.credentialsSecret();
            return new BackupException(
                    Reason.StorageDenied,
                    "access to container " + container + " is denied: " + answer,
                    "check " + (secret.isEmpty() ? "the credentials" : "the account and key in Secret " + secret)
                            + " and their rights to read, write, list and delete there",
                    e);
        }
        if (status == 404) {
            return new BackupException(
                    Reason.BucketNotFound,
                    "container " + container + " does not exist",
                    "make it, or check container, account and endpointUrl",
                    e);
        }
        if (status == 400) {
            return new BackupException(
                    Reason.StorageInvalid,
                    "container " + container + " is not to be used this way: " + answer,
                    "check endpointUrl and storageClass: " + e.getMessage(),
                    e);
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " failed for container " + container + ": " + answer,
                "it was tried " + settings.attempts() + " times",
                e);
    }

    private static BackupException unidentified(AzureSettings settings, RuntimeException failure, Throwable why) {
        return new BackupException(
                Reason.StorageDenied,
                "there are no credentials for container " + settings.container()
                        + (why instanceof CredentialUnavailableException ? "" : ": they are refused"),
                "name a credentialsSecret, or run where the cloud gives them",
                failure);
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
