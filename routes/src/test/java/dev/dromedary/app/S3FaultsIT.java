package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket whose server fails on cue. */
class S3FaultsIT extends S3FaultsContract {
    @Override
    StorageDescription at(String endpoint) {
        routes.secret("keys", "AWS_ACCESS_KEY_ID", "id");
        routes.secret("keys", "AWS_SECRET_ACCESS_KEY", "key");
        return new StorageDescription(
                "s3", Map.of("bucket", "b", "endpointUrl", endpoint, "attempts", "3"), "keys", true);
    }

    @Test
    void aConflictIsTriedAgain() {
        server.will(CuedServer.error(409, "ConditionalRequestConflict"));
        server.will(stored());

        storage.put("claim", new byte[] {1}, true);

        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aRefusalNamesBucketAndCode() {
        server.will(CuedServer.error(403, "InvalidAccessKeyId"));
        server.will(CuedServer.error(403, "AccessDenied"));

        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: InvalidAccessKeyId", () -> storage.get("part"));
        StorageContractTest.assertReason(
                Reason.StorageDenied, "bucket b is denied: AccessDenied", () -> storage.put("part", new byte[1], true));
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void anObjectThatCannotBeDeletedIsToldOf() {
        server.will(
                CuedServer.text(
                        200,
                        "application/xml",
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
}
