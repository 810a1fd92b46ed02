package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import org.junit.jupiter.api.Test;

/** On MinIO, which unlike S3Mock looks at credentials. */
@OnStorageServer(StorageServer.MINIO)
class MinioStorageContractIT extends S3ContractTest {
    @Override
    String endpoint() {
        return StorageServer.MINIO.endpoint();
    }

    @Override
    String accessKey() {
        return StorageServer.MINIO.user();
    }

    @Override
    String secretKey() {
        return StorageServer.MINIO.key();
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
