package dev.dromedary.storage;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.model.Objects;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.time.Duration;

/** The only place where requests to Google are repeated: with growing pauses, bounded, for what may pass. */
final class GcsCalls {
    private final com.google.api.services.storage.Storage client;
    private final GcsSettings settings;

    GcsCalls(com.google.api.services.storage.Storage client, GcsSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** One request, reading its answer included. */
    interface Request<T> {
        T send() throws IOException;
    }

    /** The request's result, or the error that the contract has for the last of its failures. */
    <T> T send(String key, Request<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (IOException e) {
                if (attempt >= settings.attempts() || !GcsFailure.mayPass(e)) {
                    throw explain(key, e);
                }
                pause(Repeats.pause(attempt, wish(e)));
            }
        }
    }

    private static String wish(IOException e) {
        return e instanceof HttpResponseException h && h.getHeaders() != null
                ? h.getHeaders().getRetryAfter()
                : null;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancelled.by(e);
        }
    }

    private RuntimeException explain(String key, IOException e) {
        if (e instanceof HttpResponseException h) {
            if (h.getStatusCode() == 412) {
                return new AlreadyExistsException(key);
            }
            if (h.getStatusCode() == 404) {
                return missing(key);
            }
        }
        return GcsFailure.of(settings, e);
    }

    /** A request that nothing but the bucket has to be there for. */
    Objects look() throws IOException {
        return client.objects()
                .list(settings.bucket())
                .setMaxResults(1L)
                .setFields("nextPageToken")
                .execute();
    }

    /** An object and a whole bucket are missing with the same code; a list tells, for which there is a right anyway. */
    private RuntimeException missing(String key) {
        try {
            look();
            return new NotFoundException(key);
        } catch (HttpResponseException e) {
            return e.getStatusCode() == 404
                    ? new BackupException(
                            Reason.BucketNotFound,
                            "bucket " + settings.bucket() + " does not exist",
                            "make it, or check bucket and endpointUrl",
                            e)
                    : GcsFailure.of(settings, e);
        } catch (IOException e) {
            return GcsFailure.of(settings, e);
        }
    }
}
