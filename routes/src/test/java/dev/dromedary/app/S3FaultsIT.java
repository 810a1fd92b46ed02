package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.StorageDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket whose server fails on cue: the answers are played one after the other, whatever is asked. */
class S3FaultsIT {
    private final StorageRoutes routes = new StorageRoutes();
    private volatile String mark = "";
    private CuedServer server;
    private RoutedStorage storage;

    @BeforeEach
    void start() throws IOException {
        server = new CuedServer();
        routes.secret("keys", "AWS_ACCESS_KEY_ID", "id");
        routes.secret("keys", "AWS_SECRET_ACCESS_KEY", "key");
        var options = Map.of("bucket", "b", "endpointUrl", server.endpoint(), "attempts", "3");
        storage = routes.open("faulty", new StorageDescription("s3", options, "keys", true));
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    @Test
    void aPutThatMeetsItsOwnObjectHasSucceeded() {
        server.will(this::takeAndHangUp);
        server.will(error(412, "PreconditionFailed"));
        server.will(this::head);

        storage.put("claim", new byte[] {1}, true);

        assertThat(server.left()).isZero();
    }

    @Test
    void aPutThatMeetsAnotherObjectWasRefusedEvenWithTheSameBytes() {
        server.will(this::takeAndHangUp);
        server.will(error(412, "PreconditionFailed"));
        server.will(exchange -> {
            mark = "someone else's";
            head(exchange);
        });

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put("claim", new byte[] {1}, true));
    }

    @Test
    void aConflictIsTriedAgain() {
        server.will(error(409, "ConditionalRequestConflict"));
        server.will(ok());

        storage.put("claim", new byte[] {1}, true);

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aBodyThatBreaksOffIsFetchedAgain() {
        server.will(CuedServer.cut("0123456789"));
        server.will(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(storage.get("part")).asString(StandardCharsets.UTF_8).isEqualTo("0123456789");
    }

    @Test
    void retriesAreBounded() {
        for (int i = 0; i < 10; i++) {
            server.will(error(503, "SlowDown"));
        }

        StorageContractTest.assertReason(Reason.StorageUnreachable, "SlowDown", () -> storage.get("part"));
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void aRefusalNamesBucketAndCodeAndIsNotRepeated() {
        server.will(error(403, "InvalidAccessKeyId"));
        server.will(error(403, "AccessDenied"));

        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: InvalidAccessKeyId", () -> storage.get("part"));
        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: AccessDenied", () -> storage.put("part", new byte[1], true));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void anObjectThatCannotBeDeletedIsToldOf() {
        server.will(
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
        assertThat(server.requests()).isEqualTo(0);
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

    private static CuedServer.Answer ok() {
        return exchange -> exchange.sendResponseHeaders(200, -1);
    }

    private static CuedServer.Answer error(int status, String code) {
        return text(status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    private static CuedServer.Answer text(int status, String xml) {
        return CuedServer.text(status, "application/xml", xml);
    }
}
