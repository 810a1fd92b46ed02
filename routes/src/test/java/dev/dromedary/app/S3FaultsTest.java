package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket whose server fails on cue: the answers are played one after the other, whatever is asked. */
class S3FaultsTest {
    private final StorageRoutes routes = new StorageRoutes();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String mark = "";
    private HttpServer server;
    private RoutedStorage storage;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        routes.secret("keys", "AWS_ACCESS_KEY_ID", "id");
        routes.secret("keys", "AWS_SECRET_ACCESS_KEY", "key");
        String endpoint = "http://localhost:" + server.getAddress().getPort();
        var options = Map.of("bucket", "b", "endpointUrl", endpoint, "attempts", "3");
        storage = routes.open("faulty", new StorageDescription("s3", options, "keys", true));
    }

    @AfterEach
    void stop() {
        routes.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answers.removeFirst().to(exchange);
        }
    }

    @Test
    void aPutThatMeetsItsOwnObjectHasSucceeded() {
        answers.add(this::takeAndHangUp);
        answers.add(error(412, "PreconditionFailed"));
        answers.add(this::head);

        storage.put("claim", new byte[] {1}, true);

        assertThat(answers).isEmpty();
    }

    @Test
    void aPutThatMeetsAnotherObjectWasRefusedEvenWithTheSameBytes() {
        answers.add(this::takeAndHangUp);
        answers.add(error(412, "PreconditionFailed"));
        answers.add(exchange -> {
            mark = "someone else's";
            head(exchange);
        });

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put("claim", new byte[] {1}, true));
    }

    @Test
    void aConflictIsTriedAgain() {
        answers.add(error(409, "ConditionalRequestConflict"));
        answers.add(ok());

        storage.put("claim", new byte[] {1}, true);

        assertThat(requests).hasValue(2);
    }

    @Test
    void aBodyThatBreaksOffIsFetchedAgain() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write(new byte[5]);
            exchange.getResponseBody().flush();
            // Closing early makes the server drop the connection.
            throw new IOException("cut");
        });
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(storage.get("part")).asString(StandardCharsets.UTF_8).isEqualTo("0123456789");
    }

    @Test
    void retriesAreBounded() {
        for (int i = 0; i < 10; i++) {
            answers.add(error(503, "SlowDown"));
        }

        StorageContractTest.assertReason(Reason.StorageUnreachable, "SlowDown", () -> storage.get("part"));
        assertThat(requests).hasValue(3);
    }

    @Test
    void aRefusalNamesBucketAndCodeAndIsNotRepeated() {
        answers.add(error(403, "InvalidAccessKeyId"));
        answers.add(error(403, "AccessDenied"));

        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: InvalidAccessKeyId", () -> storage.get("part"));
        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: AccessDenied", () -> storage.put("part", new byte[1], true));
        assertThat(requests).hasValue(2);
    }

    @Test
    void anObjectThatCannotBeDeletedIsToldOf() {
        answers.add(
                text(
                        200,
                        "<DeleteResult><Error><Key>k2</Key><Code>AccessDenied</Code><Message>m</Message></Error></DeleteResult>"));

        StorageContractTest.assertReason(
                Reason.StorageDenied,
                "1 objects of bucket b were not deleted",
                () -> storage.delete(List.of("k1", "k2")));
    }

    @Test
    void aClosedStorageTakesItsClientAndItsAddressesAlong() {
        List<S3Client> clients = endpoints().map(AWS2S3Endpoint::getS3Client).toList();
        assertThat(clients).isNotEmpty();

        routes.storages().close("faulty");

        assertThat(endpoints()).isEmpty();
        assertThat(clients).allSatisfy(client -> assertThatException()
                .isThrownBy(client::listBuckets)
                .isInstanceOfAny(IllegalStateException.class, RejectedExecutionException.class));
        assertThat(requests).hasValue(0);
    }

    private Stream<AWS2S3Endpoint> endpoints() {
        return routes.context().getEndpoints().stream()
                .filter(AWS2S3Endpoint.class::isInstance)
                .map(AWS2S3Endpoint.class::cast);
    }

    private void takeAndHangUp(HttpExchange exchange) {
        mark = exchange.getRequestHeaders().getFirst("x-amz-meta-dromedary-put");
    }

    private void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("x-amz-meta-dromedary-put", mark);
        exchange.sendResponseHeaders(200, -1);
    }

    private static Answer ok() {
        return exchange -> exchange.sendResponseHeaders(200, -1);
    }

    private static Answer error(int status, String code) {
        return text(status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    private static Answer text(int status, String xml) {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }
}
