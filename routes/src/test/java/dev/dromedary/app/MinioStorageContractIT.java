package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the MinIO of the testbed, which unlike S3Mock looks at credentials. */
@EnabledIfEnvironmentVariable(named = "TESTBED_S3_ENDPOINT", matches = ".+")
class MinioStorageContractIT extends S3ContractTest {
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
        routes.secret("wrong", "AWS_ACCESS_KEY_ID", accessKey());
        routes.secret("wrong", "AWS_SECRET_ACCESS_KEY", "wrong" + secretKey());
        var storage =
                routes.open("wrong", new StorageDescription("s3", description().options(), "wrong", true));

        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.get("a"));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.size("a"));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.list(""));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.put("a", new byte[1], true));
    }
}
