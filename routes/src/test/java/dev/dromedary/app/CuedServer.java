package dev.dromedary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server that fails on cue: the answers are played one after the other, whatever is asked. */
final class CuedServer implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();

    private volatile byte[] body = {};

    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    CuedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Of its own threads, so that an answer that does not come holds up no other.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        try (exchange) {
            body = exchange.getRequestBody().readAllBytes();
            answers.removeFirst().to(exchange);
        }
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    CuedServer will(Answer answer) {
        answers.add(answer);
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
        return answers.size();
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

    @Override
    public void close() {
        server.stop(0);
    }
}
