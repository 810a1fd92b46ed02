package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * What is in an S3 bucket. Camel's component stores the objects; here is what it cannot do: list more than a page,
 * delete in batches, repeat a get that broke off, and tell whose object is in the way of a put.
 */
public final class S3Bucket implements ComponentBucket {
    /** As many as one request may name. */
    private static final int BATCH = 1_000;

    /** What a server answers where a range has nothing of the object. */
    private static final int BEYOND_THE_END = 416;

    /** Names the put that made an object, in the object's own metadata. */
    private static final String MARK = "dromedary-put";

    private final S3Client client;
    private final S3Settings settings;
    private final String bucket;

    public S3Bucket(S3Client client, S3Settings settings) {
        this.client = client;
        this.settings = settings;
        bucket = settings.bucket();
    }

    public String name() {
        return bucket;
    }

    /** The metadata of a put that is to be known again by {@link #isOf}. */
    public static Map<String, String> mark(String put) {
        return Map.of(MARK, put);
    }

    @Override
    public boolean isOf(String put, String key) {
        try {
            return call(key, () -> client.headObject(r -> r.bucket(bucket).key(key)))
                    .metadata()
                    .getOrDefault(MARK, "")
                    .equals(put);
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public byte[] get(String key) {
        return get(key, (String) null);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return get(key, "bytes=" + offset + "-" + (offset + length - 1));
    }

    /** @param range null for the whole object */
    private byte[] get(String key, String range) {
        ObjectKeys.check(key);
        // The transformer runs inside the SDK's attempt, so a body that breaks off is fetched again.
        ResponseTransformer<GetObjectResponse, byte[]> whole = (response, in) -> {
            try {
                return readAll(key, response.contentLength(), in);
            } catch (IOException e) {
                throw RetryableException.create("object " + key + " broke off", e);
            }
        };
        return call(key, () -> {
            try {
                return client.getObject(r -> r.bucket(bucket).key(key).range(range), whole);
            } catch (AwsServiceException e) {
                if (e.statusCode() == BEYOND_THE_END) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    private static byte[] readAll(String key, Long length, InputStream in) throws IOException {
        if (length == null) {
            return in.readAllBytes();
        }
        byte[] body = BodyPool.array(key, length);
        int read = in.readNBytes(body, 0, body.length);
        if (read < body.length) {
            throw new IOException("ended at byte " + read + " of " + length);
        }
        return body;
    }

    @Override
    public long size(String key) {
        ObjectKeys.check(key);
        return call(key, () -> client.headObject(r -> r.bucket(bucket).key(key)))
                .contentLength();
    }

    @Override
    public List<StoredObject> list(String prefix) {
        ObjectKeys.checkPrefix(prefix);
        return call(
                prefix,
                () -> client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                        .map(object -> new StoredObject(object.key(), object.size()))
                        .toList());
    }

    @Override
    public void delete(List<String> keys) {
        keys.forEach(ObjectKeys::check);
        for (int from = 0; from < keys.size(); from += BATCH) {
            deleteBatch(keys.subList(from, Math.min(from + BATCH, keys.size())));
        }
    }

    private void deleteBatch(List<String> keys) {
        if (keys.size() == 1) {
            // Google's S3 has no batches; the most frequent deletion works there too.
            call(
                    keys.getFirst(),
                    () -> client.deleteObject(r -> r.bucket(bucket).key(keys.getFirst())));
            return;
        }
        var objects = new ArrayList<ObjectIdentifier>(keys.size());
        keys.forEach(key -> objects.add(ObjectIdentifier.builder().key(key).build()));
        var delete = Delete.builder().objects(objects).quiet(true).build();
        var failed = call(
                        keys.getFirst(),
                        () -> client.deleteObjects(r -> r.bucket(bucket).delete(delete)))
                .errors();
        if (!failed.isEmpty()) {
            S3Error first = failed.getFirst();
            boolean denied = "AccessDenied".equals(first.code());
            throw new BackupException(
                    denied ? Reason.StorageDenied : Reason.StorageUnreachable,
                    failed.size() + " objects of bucket " + bucket + " were not deleted: " + first.code(),
                    "the first is " + first.key());
        }
    }

    @Override
    public RuntimeException explain(String key, RuntimeException failure) {
        if (!(failure instanceof SdkException e)) {
            return failure;
        }
        if (e instanceof AwsServiceException s) {
            String code =
                    s.awsErrorDetails() == null ? null : s.awsErrorDetails().errorCode();
            if (s.statusCode() == 412 || s.statusCode() == 409) {
                return new AlreadyExistsException(key);
            }
            if (s.statusCode() == 404 && !"NoSuchBucket".equals(code)) {
                return missing(key);
            }
        }
        return S3Failure.of(settings, e);
    }

    /** A HEAD has no body to say whether the object or the whole bucket is missing. */
    private RuntimeException missing(String key) {
        try {
            client.headBucket(r -> r.bucket(bucket));
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                return new BackupException(
                        Reason.BucketNotFound,
                        "bucket " + bucket + " does not exist",
                        "make it, or check bucket, region and endpointUrl",
                        e);
            }
        } catch (SdkException e) {
            return S3Failure.of(settings, e);
        }
        return new NotFoundException(key);
    }

    private <T> T call(String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw explain(key, e);
        }
    }
}
