package dev.dromedary.storage;

import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.model.Objects;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The only place where requests to Google are repeated: with growing pauses, bounded, for what may pass. */
final class GcsCalls {
    private static final int SLICE = 64 * 1024;

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
                pause(Math.max(growing(attempt), wished(e)), e);
            }
        }
    }

    /** Half of it by chance, so that those who failed together do not come back together. */
    private static long growing(int attempt) {
        long most = Math.min(
                ClientSettings.FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10),
                ClientSettings.LONGEST_PAUSE.toMillis());
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    /** What the server wants to be left alone for, if it says so, as far as we wait at all. */
    private static long wished(IOException e) {
        String seconds = e instanceof HttpResponseException h && h.getHeaders() != null
                ? h.getHeaders().getRetryAfter()
                : null;
        return seconds == null || !seconds.matches("\\d{1,6}")
                ? 0
                : Math.min(
                        Duration.ofSeconds(Long.parseLong(seconds)).toMillis(),
                        ClientSettings.LONGEST_PAUSE.toMillis());
    }

    private void pause(long millis, IOException failure) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GcsFailure.of(settings, failure);
        }
    }

    /** Copies an answer within the time of a request: the socket's own begins anew with each byte that drips in. */
    void copy(InputStream in, OutputStream out) throws IOException {
        long end = System.nanoTime() + settings.requestTimeout().toNanos();
        byte[] slice = new byte[SLICE];
        for (int n = in.read(slice); n >= 0; n = in.read(slice)) {
            out.write(slice, 0, n);
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException(
                        "not done in " + settings.requestTimeout().toMillis() + " ms");
            }
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
