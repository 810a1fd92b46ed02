package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of the SDK means to the one whose bucket it is. */
final class S3Failure {
    private static final Set<String> CREDENTIALS =
            Set.of("ExpiredToken", "InvalidToken", "InvalidAccessKeyId", "SignatureDoesNotMatch");

    private S3Failure() {}

    static BackupException of(S3Settings settings, SdkException e) {
        return e instanceof AwsServiceException s ? answered(settings, s) : unanswered(settings, e);
    }

    private static BackupException answered(S3Settings settings, AwsServiceException e) {
        String bucket = settings.bucket();
        String code = e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
        int status = e.statusCode();
        String answer = code.isEmpty() ? "HTTP " + status : code;
        if (status == 401 || status == 403 || CREDENTIALS.contains(code)) {
            String secret = settings.credentialsSecret();
            return new BackupException(
                    Reason.StorageDenied,
                    "access to bucket " + bucket + " is denied: " + answer,
                    "check " + (secret.isEmpty() ? "the credentials" : "the keys in Secret " + secret)
                            + " and their rights to read, write, list and delete there",
                    e);
        }
        if (code.equals("NoSuchBucket")) {
            return new BackupException(
                    Reason.BucketNotFound,
                    "bucket " + bucket + " does not exist",
                    "make it, or check bucket, region and endpointUrl",
                    e);
        }
        if (status == 507 || code.equals("XMinioStorageFull")) {
            return new BackupException(
                    Reason.DiskFull, "the server of bucket " + bucket + " is full", "make room on it", e);
        }
        if (status == 301 || status == 400) {
            return new BackupException(
                    Reason.StorageInvalid,
                    "bucket " + bucket + " is not to be used this way: " + answer,
                    "check region and endpointUrl: " + e.getMessage(),
                    e);
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " failed for bucket " + bucket + ": " + answer,
                "it was tried " + settings.attempts() + " times",
                e);
    }

    private static BackupException unanswered(S3Settings settings, SdkException e) {
        if (e instanceof AbortedException) {
            // The SDK's word for an interruption; its own time limits have others.
            return Cancelled.by(e);
        }
        Throwable root = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            root = t;
            if (t instanceof SSLException) {
                return new BackupException(
                        Reason.StorageUnreachable,
                        "storage at " + settings.address() + " is not trusted: " + t.getMessage(),
                        "name its authority in the option caBundle",
                        e);
            }
        }
        if (String.valueOf(e.getMessage()).contains("load credentials")) {
            return new BackupException(
                    Reason.StorageDenied,
                    "there are no credentials for bucket " + settings.bucket(),
                    "name a credentialsSecret, or run where the cloud gives them",
                    e);
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage at " + settings.address() + " cannot be reached: " + root.getMessage(),
                "check endpointUrl, and the network from here to there",
                e);
    }
}
