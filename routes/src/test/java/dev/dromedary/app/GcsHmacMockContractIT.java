package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** On S3Mock. */
class GcsHmacMockContractIT extends GcsHmacContractTest {
    private final S3MockServer server = new S3MockServer("backups");

    GcsHmacMockContractIT() throws IOException {}

    @Override
    void stop() {
        server.close();
    }

    @Override
    String endpoint() {
        return server.endpoint();
    }

    @Override
    String accessKey() {
        return "GOOGTEST";
    }

    @Override
    String secretKey() {
        return "not-to-be-seen";
    }

    /** Deletions are one by one here. */
    @Override
    int many() {
        return 1_100;
    }

    /** S3Mock looks and then writes, so two may win there: MinIO is who proves the race. */
    @Override
    void assertWinners(int won) {
        assertThat(won).isPositive();
    }
}
