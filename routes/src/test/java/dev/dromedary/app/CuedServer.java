package dev.dromedary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A server that fails on cue: the answers are played one after the other, whatever is asked. */
final class CuedServer implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Cue> cues = new ConcurrentLinkedDeque<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();

    /** Ends the answers that would go on for as long as they are listened to. */
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Semaphore hangUps = new Semaphore(0);

    private volatile byte[] body = {};

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** @param first whether the request's body is read before the answer begins */
    private record Cue(boolean first, Answer answer) {}

    CuedServer() throws IOException {
        this(HttpServer.create());
    }

    /** One behind a certificate. */
    CuedServer(SSLContext tls) throws IOException {
        this(https(tls));
    }

    private static HttpServer https(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private CuedServer(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Of its own threads, so that an answer that does not come holds up no other.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        try (exchange) {
            Cue cue = cues.removeFirst();
            body = cue.first() ? exchange.getRequestBody().readAllBytes() : new byte[0];
            cue.answer().to(exchange);
        }
    }

    String endpoint() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort();
    }

    CuedServer will(Answer answer) {
        cues.add(new Cue(true, answer));
        return this;
    }

    /** As {@link #will}, but what of the request's body is read is the answer's affair. */
    CuedServer willAtOnce(Answer answer) {
        cues.add(new Cue(false, answer));
        return this;
    }

    /** How many requests there were; every answer has been given when there is none left. */
    int requests() {
        return arrivals.size();
    }

    /** How long the client left the server alone between a request, counted from 0, and the next. */
    Duration pauseAfter(int request) {
        return Duration.ofNanos(arrivals.get(request + 1) - arrivals.get(request));
    }

    int left() {
        return cues.size();
    }

    /** What the request being answered has sent. */
    byte[] lastBody() {
        return body;
    }

    static Answer text(int status, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** An error as S3 and Azure spell it; the answer to a HEAD has no body. */
    static Answer error(int status, String code) {
        return exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            String words = "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
            text(status, "application/xml", words).to(exchange);
        };
    }

    /** Promises a body and hangs up in its middle. */
    static Answer cut(String whole) {
        return exchange -> {
            exchange.sendResponseHeaders(200, whole.length());
            exchange.getResponseBody()
                    .write(whole.substring(0, whole.length() / 2).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            // Closing early makes the server drop the connection.
            throw new IOException("cut");
        };
    }

    /** Takes so much of the request's body and hangs up. What has come and is not read makes it a reset. */
    static Answer cutAfter(int bytes) {
        return exchange -> {
            exchange.getRequestBody().readNBytes(bytes);
            throw new IOException("cut");
        };
    }

    /** Promises a body and gives a byte of it now and then, until the client hangs up. */
    Answer givingByDrips() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1 << 20);
            try {
                while (pause()) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                hangUps.release();
            }
        };
    }

    /** Takes a byte of the request's body now and then, and has nothing to say at its end. */
    Answer takingByDrips() {
        return exchange -> {
            while (pause()) {
                exchange.getRequestBody().read();
            }
        };
    }

    /** Whether the client has hung up on so many of {@link #givingByDrips}. */
    boolean hasHungUp(int times) throws InterruptedException {
        return hangUps.tryAcquire(times, Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether there is a next drip: the time between two is shorter than any client's patience. */
    private boolean pause() throws IOException {
        try {
            return !closed.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
