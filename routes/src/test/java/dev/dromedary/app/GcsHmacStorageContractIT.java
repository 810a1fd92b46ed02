package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the MinIO of the testbed. */
@EnabledIfEnvironmentVariable(named = "TESTBED_S3_ENDPOINT", matches = ".+")
class GcsHmacStorageContractIT extends GcsHmacContractTest {
    @Override
    String endpoint() {
        return System.getenv("TESTBED_S3_ENDPOINT");
    }

    @Override
    String accessKey() {
        return System.getenv("TESTBED_S3_ACCESS_KEY");
    }

    @Override
    String secretKey() {
        return System.getenv("TESTBED_S3_SECRET_KEY");
    }

    @Test
    void wrongCredentialsAreDenied() {
        routes.secret("wrong", "ACCESS_KEY_ID", accessKey());
        routes.secret("wrong", "SECRET_ACCESS_KEY", "wrong" + secretKey());
        var storage =
                routes.open("wrong", new StorageDescription("gcs", description().options(), "wrong", true));

        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.get("a"));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.put("a", new byte[1], true));
    }
}
