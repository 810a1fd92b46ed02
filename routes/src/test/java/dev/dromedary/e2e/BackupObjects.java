package dev.dromedary.e2e;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What MinIO holds, asked of it directly. */
final class BackupObjects implements AutoCloseable {
    private static final String NAME = "backups";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(100);

    private final S3Client client = S3Client.builder()
            .endpointOverride(URI.create(System.getenv("TESTBED_S3_ENDPOINT")))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    System.getenv("TESTBED_S3_ACCESS_KEY"), System.getenv("TESTBED_S3_SECRET_KEY"))))
            .build();

    /** The keys of one backup, those of its increments left out. */
    List<String> of(String destination) {
        BackupKeys keys = keys(destination);
        return Stream.of(keys.parts(), keys.manifest(), keys.owner())
                .flatMap(prefix ->
                        client
                                .listObjectsV2Paginator(
                                        request -> request.bucket(NAME).prefix(prefix))
                                .contents()
                                .stream())
                .map(S3Object::key)
                .toList();
    }

    private static BackupKeys keys(String destination) {
        return new BackupKeys(destination.replaceFirst("s3://" + NAME + "/", ""));
    }

    /** The keys that a complete backup has, by its own manifest. */
    List<String> wanted(String destination) {
        BackupKeys keys = keys(destination);
        byte[] text = client.getObjectAsBytes(request -> request.bucket(NAME).key(keys.manifest()))
                .asByteArray();
        Manifest manifest = ManifestFile.decode(keys.manifest(), text).manifest();
        return Stream.concat(manifest.parts().stream().map(Part::key), Stream.of(keys.manifest(), keys.owner()))
                .toList();
    }

    /** Puts a part of one byte beside those of a backup. */
    void putPart(String destination, int number) {
        client.putObject(
                request -> request.bucket(NAME).key(keys(destination).part(number)), RequestBody.fromString("x"));
    }

    /** Waits until so many parts of a backup are stored. */
    void awaitParts(String destination, int count) {
        await(destination, count + " parts", keys(destination).parts(), count);
    }

    /** Waits until a backup exists. */
    void awaitManifest(String destination) {
        await(destination, "a manifest", keys(destination).manifest(), 1);
    }

    private void await(String destination, String what, String prefix, int count) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (of(destination).stream().filter(key -> key.startsWith(prefix)).count() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(destination + " has not " + what + " after " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
