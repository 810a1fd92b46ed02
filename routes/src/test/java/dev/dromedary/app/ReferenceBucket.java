package dev.dromedary.app;

import static dev.dromedary.app.ReferenceShop.BASE;

import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The chain of a {@link ReferenceShop} with what lies below its base, in a bucket of the testbed's S3 server. */
final class ReferenceBucket implements AutoCloseable {
    static final String SECRET = "keys";

    private static final String BUCKET = "backups";
    private static final String ENDPOINT = StorageServer.MINIO.endpoint();

    private final String prefix = "reference-" + UUID.randomUUID();
    private final StorageRoutes routes = new StorageRoutes();
    private final Storage bucket;

    ReferenceBucket(Storage shop) throws Exception {
        keys().forEach((name, value) -> routes.secret(SECRET, name, value));
        bucket = routes.open(
                "bucket",
                new StorageDescription(
                        "s3", Map.of("bucket", BUCKET, "endpointUrl", ENDPOINT, "region", "us-east-1"), SECRET, true));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Stream.of(BASE + "/", BASE + ".md5", BASE + ".incr/")
                    .flatMap(each -> shop.list(each).stream())
                    .map(StoredObject::key)
                    .forEach(key -> threads.execute(() -> bucket.put(prefix + "/" + key, shop.get(key), false)));
        }
    }

    /** What the Secret of its storage has. */
    static Map<String, String> keys() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", StorageServer.MINIO.user(), "AWS_SECRET_ACCESS_KEY", StorageServer.MINIO.key());
    }

    /** The storage, as a resource or a storage file describes it. */
    String storage() {
        return """
                type: s3
                s3: {bucket: %s, prefix: %s, endpointUrl: "%s", region: us-east-1, credentialsSecret: %s}
                """.formatted(BUCKET, prefix, ENDPOINT, SECRET);
    }

    String destination(String backup) {
        return "s3://%s/%s/%s".formatted(BUCKET, prefix, backup);
    }

    @Override
    public void close() throws Exception {
        bucket.delete(bucket.list(prefix + "/").stream().map(StoredObject::key).toList());
        routes.close();
    }
}
