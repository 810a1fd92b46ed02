package dev.dromedary.app;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import org.junit.jupiter.api.Test;

/** On MinIO, which unlike S3Mock looks at credentials. */
@OnStorageServer(StorageServer.MINIO)
class GcsHmacStorageContractIT extends GcsHmacContractTest {
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
        routes.secret("wrong", "ACCESS_KEY_ID", accessKey());
        routes.secret("wrong", "SECRET_ACCESS_KEY", "wrong" + secretKey());
        var storage =
                routes.open("wrong", new StorageDescription("gcs", description().options(), "wrong", true));

        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.get("a"));
        assertReason(Reason.StorageDenied, "bucket backups", () -> storage.put("a", new byte[1], true));
    }
}
