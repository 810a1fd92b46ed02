package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups and restores on a server of S3 that does not let them, or is not there: nothing is begun, and the cause is told. */
@OnStorageServer(StorageServer.MINIO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3TroubleIT {
    private static final String KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String PREFIX = "s3-trouble-" + UUID.randomUUID();

    private Place place;
    private Resources resources;

    @BeforeAll
    void takeABackup(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        resources = place.resources();
        place.product().set("dromedary.storage.attempts", "2");
        credentials("good", "");
        credentials("wrong-keys", "not-");
        String endpoint = StorageServer.MINIO.endpoint();
        resources.cluster(
                place.server(),
                null,
                String.join(
                        "",
                        storage("s3", endpoint, "backups", "good"),
                        storage("changing", endpoint, "backups", "changing"),
                        storage("no-bucket", endpoint, "there-is-none", "good"),
                        storage("wrong", endpoint, "backups", "wrong-keys"),
                        storage("no-secret", endpoint, "backups", "nowhere"),
                        storage("no-host", "http://127.0.0.1:9", "backups", "good")));
        credentials("changing", "");
        resources.backup("full", Resources.CLUSTER, "changing", "type: full");
        Product.Outcome taken = place.product().once();
        assertThat(taken.exit()).as(taken.log()).isZero();
    }

    private void credentials(String secret, String before) throws Exception {
        resources.secret(secret, Map.of(KEY, StorageServer.MINIO.user(), SECRET, before + StorageServer.MINIO.key()));
    }

    private static String storage(String name, String endpoint, String bucket, String secret) {
        return """
                %s:
                  type: s3
                  s3: {bucket: %s, prefix: %s, endpointUrl: "%s", region: us-east-1, credentialsSecret: %s}
                """.formatted(name, bucket, PREFIX, endpoint, secret);
    }

    @AfterAll
    void stop() throws Exception {
        place.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            no-bucket, BucketNotFound,     there-is-none
            wrong,     StorageDenied,      bucket backups
            no-secret, SecretNotFound,     failed to validate storage: get options: secrets nowhere not found
            no-host,   StorageUnreachable, 127.0.0.1
            """)
    void aBackupIsNotBegun(String storage, Reason reason, String text) throws Exception {
        resources.backup(storage, Resources.CLUSTER, storage, "type: full");

        assertThat(place.product().once().exit()).isEqualTo(1);

        Told.ofBackup(resources, storage)
                .requireFailure("Error", reason, told -> assertThat(told).contains(text));
        assertThat(place.product().runs()).isEmptyDirectory();
    }

    @Test
    void whatWasTakenBeforeIsNotLostOnCredentialsThatAreWrongNow() throws Exception {
        List<String> before = place.server().checksums();
        credentials("changing", "not-");
        resources.backup("increment", Resources.CLUSTER, "changing", "type: incremental");
        resources.restore("restore", "full");

        assertThat(place.product().once().exit()).isEqualTo(1);

        Told.ofBackup(resources, "increment").requireFailure("Error", Reason.StorageDenied, told -> assertThat(told)
                .contains("bucket backups"));
        Told.ofRestore(resources, "restore").requireFailure("Error", Reason.StorageDenied, told -> assertThat(told)
                .contains("bucket backups"));
        assertThat(place.server().checksums()).isEqualTo(before);

        credentials("changing", "");
        resources.restore("again", "full");
        place.product().once();
        Told.ofRestore(resources, "again").requireSuccess();
    }
}
