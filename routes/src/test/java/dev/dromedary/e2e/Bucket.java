package dev.dromedary.e2e;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket of the testbed, looked at without any code of ours. */
final class Bucket implements AutoCloseable {
    private static final String NAME = "backups";
    private static final String SCHEME = "s3://" + NAME + "/";

    private final S3Client client = S3Client.builder()
            .endpointOverride(URI.create(System.getenv("TESTBED_S3_ENDPOINT")))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    System.getenv("TESTBED_S3_ACCESS_KEY"), System.getenv("TESTBED_S3_SECRET_KEY"))))
            .build();

    /** What has a key that begins so, in the order of the keys. */
    Stream<S3Object> objects(String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(NAME).prefix(prefix)).contents().stream();
    }

    byte[] get(String key) {
        return client.getObjectAsBytes(request -> request.bucket(NAME).key(key)).asByteArray();
    }

    /** The keys of all of a backup: its parts, and what lies beside them; of a full backup its increments too. */
    List<String> of(PerconaServerMySQLBackup backup) {
        return objects(key(backup)).map(S3Object::key).toList();
    }

    static String key(PerconaServerMySQLBackup backup) {
        String destination = backup.getStatus().destination;
        if (!destination.startsWith(SCHEME)) {
            throw new AssertionError(destination);
        }
        return destination.substring(SCHEME.length());
    }

    void put(String key) {
        client.putObject(request -> request.bucket(NAME).key(key), RequestBody.fromString("of another"));
    }

    /** Removes what only we put beside a backup of the reference's layout. */
    void forget(PerconaServerMySQLBackup backup) {
        for (String ending : List.of(".manifest.json", ".owner.json")) {
            client.deleteObject(request -> request.bucket(NAME).key(key(backup) + ending));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
