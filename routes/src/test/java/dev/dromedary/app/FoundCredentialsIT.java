package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A storage of S3 that names no Secret: its credentials are those that the SDK finds around the application. */
@OnStorageServer(StorageServer.MINIO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundCredentialsIT {
    private static final String STORAGE = "around";
    private static final String PREFIX = "found-credentials-" + UUID.randomUUID();

    private Place place;
    private Resources resources;

    @BeforeAll
    void nameNoSecret(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        resources = place.resources();
        resources.cluster(place.server(), null, """
                %s:
                  type: s3
                  s3: {bucket: backups, prefix: %s, endpointUrl: "%s", region: us-east-1}
                """.formatted(STORAGE, PREFIX, StorageServer.MINIO.endpoint()));
        place.product().set("dromedary.storage.attempts", "1");
        // Nor does the machine of the tests give any.
        place.product()
                .set("aws.shared.credentials.file", folder.resolve("none").toString());
        place.product().set("aws.config.file", folder.resolve("none").toString());
        place.product().set("aws.ec2.metadata.disabled", "true");
    }

    @AfterAll
    void stop() throws Exception {
        place.close();
        try (StorageRoutes routes = new StorageRoutes()) {
            routes.secret("keys", "AWS_ACCESS_KEY_ID", StorageServer.MINIO.user());
            routes.secret("keys", "AWS_SECRET_ACCESS_KEY", StorageServer.MINIO.key());
            var options = Map.of("bucket", "backups", "endpointUrl", StorageServer.MINIO.endpoint());
            var storage = routes.open("left", new StorageDescription("s3", options, "keys", true));
            storage.delete(
                    storage.list(PREFIX + "/").stream().map(StoredObject::key).toList());
            assertThat(storage.list(PREFIX)).isEmpty();
        }
    }

    private Told take(String backup, String keyId, String key) throws Exception {
        place.product().set("aws.access.key.id", keyId);
        place.product().set("aws.secret.access.key", key);
        resources.backup(backup, Resources.CLUSTER, STORAGE, "type: full");
        place.product().once();
        return Told.ofBackup(resources, backup);
    }

    @Test
    void thoseOfTheEnvironmentAreUsed() throws Exception {
        take("with", StorageServer.MINIO.user(), StorageServer.MINIO.key()).requireSuccess();

        assertThat(resources.backup("with").getStatus().destination).startsWith("s3://backups/" + PREFIX + "/");
    }

    /** Else the server might take anybody. */
    @Test
    void thatThereAreNoneIsTold() throws Exception {
        take("without", "", "").requireFailure("Error", Reason.StorageDenied, told -> assertThat(told)
                .contains("there are no credentials for bucket backups"));
    }
}
