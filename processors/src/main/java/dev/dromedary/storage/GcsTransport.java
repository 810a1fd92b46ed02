package dev.dromedary.storage;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Carries what Google's client asks by the JDK's, each request within its time. Google's own transport has no such limit: a
 * server may answer by drips, and one that takes by drips holds it for ever, since it closes a connection, when the time for
 * writing is over, only after its writer.
 */
final class GcsTransport extends HttpTransport {
    /** What is written in one go and is as long as this is an object, which nobody changes while it is sent. */
    private static final int OBJECT = 64 * 1024;

    private final HttpClient client;
    private final Duration limit;

    GcsTransport(GcsSettings settings) {
        var builder = HttpClient.newBuilder()
                // The newer version would send all parts through one connection.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout());
        Trust.of(settings).ifPresent(builder::sslContext);
        client = builder.build();
        limit = settings.requestTimeout();
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Request(method, HttpRequest.newBuilder(URI.create(url)).timeout(limit));
    }

    @Override
    public void shutdown() {
        client.shutdownNow();
    }

    private final class Request extends LowLevelHttpRequest {
        private final String method;
        private final HttpRequest.Builder builder;

        Request(String method, HttpRequest.Builder builder) {
            this.method = method;
            this.builder = builder;
        }

        @Override
        public void addHeader(String name, String value) {
            builder.header(name, value);
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            long start = System.nanoTime();
            builder.method(method, body());
            try {
                var answer = client.send(builder.build(), BodyHandlers.ofInputStream());
                Duration spent = Duration.ofNanos(System.nanoTime() - start);
                return new GcsAnswer(answer, new LimitedInput(answer.body(), limit.minus(spent)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }

        private BodyPublisher body() throws IOException {
            if (getStreamingContent() == null) {
                return BodyPublishers.noBody();
            }
            if (getContentType() != null) {
                builder.header("Content-Type", getContentType());
            }
            if (getContentEncoding() != null) {
                builder.header("Content-Encoding", getContentEncoding());
            }
            var pieces = new Pieces();
            getStreamingContent().writeTo(pieces);
            // Not as arrays, of which the JDK makes a copy first.
            return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(pieces::input), pieces.length());
        }
    }

    /** A content as it is written, the objects in it uncopied. */
    private static final class Pieces extends OutputStream {
        private final List<Supplier<InputStream>> pieces = new ArrayList<>();
        private long length;

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            byte[] piece = length < OBJECT ? Arrays.copyOfRange(bytes, from, from + length) : bytes;
            int start = length < OBJECT ? 0 : from;
            pieces.add(() -> new ByteArrayInputStream(piece, start, length));
            this.length += length;
        }

        long length() {
            return length;
        }

        InputStream input() {
            return new SequenceInputStream(
                    Collections.enumeration(pieces.stream().map(Supplier::get).toList()));
        }
    }
}
