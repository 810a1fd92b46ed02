package dev.dromedary.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, which has to be read by a certain time, however it comes in: then it is closed, and that wakes up
 * whoever reads it. So it is with the JDK's streams of a body; others may have their reader wait.
 */
final class LimitedInput extends FilterInputStream {
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    LimitedInput(InputStream body, Duration left) {
        super(body);
        var unused = over.completeOnTimeout(null, left.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(this::hangUp);
    }

    private void hangUp() {
        try {
            in.close();
        } catch (IOException e) {
            // Whoever reads is told of the time.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return in.read(bytes, from, length);
        } catch (IOException e) {
            if (over.isDone() && !over.isCancelled()) {
                throw new HttpTimeoutException("the answer is not complete in time");
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        over.cancel(false);
        in.close();
    }
}
