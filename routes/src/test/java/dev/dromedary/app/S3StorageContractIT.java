package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On S3Mock. */
class S3StorageContractIT extends S3ContractTest {
    private final S3MockServer server = new S3MockServer("backups");

    S3StorageContractIT() throws IOException {}

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
        return "AKIATEST";
    }

    @Override
    String secretKey() {
        return "not-to-be-seen";
    }

    /** Enough for a second page; S3Mock reads a file for each object that it lists. */
    @Override
    int many() {
        return 1_100;
    }

    /** S3Mock looks and then writes, so two may win there: MinIO is who proves the race. */
    @Override
    void assertWinners(int won) {
        assertThat(won).isPositive();
    }

    @Test
    void aCertificateIsTrustedOnlyOnDemand() {
        var options = Map.of("endpointUrl", server.endpointTls(), "attempts", "1");
        var careful = routes.open("careful", s3(options, true));
        var trusting = routes.open("trusting", s3(options, false));

        assertReason(Reason.StorageUnreachable, "is not trusted", () -> careful.list("none"));
        assertThat(trusting.list("none")).isEmpty();
    }
}
