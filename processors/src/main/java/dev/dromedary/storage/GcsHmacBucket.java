package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket of Google Cloud Storage by the interface that is like S3, for keys that open no other. What Google documents of
 * it has no word on conditional puts, so the server has to prove before the first one that it refuses where it must.
 */
final class GcsHmacBucket implements Storage {
    private final S3Client client;
    private final S3Bucket contents;
    private final String bucket;
    private final String storageClass;
    private final ReentrantLock proving = new ReentrantLock();
    private volatile boolean proven;

    GcsHmacBucket(S3Client client, S3Settings settings, String storageClass) {
        this.client = client;
        this.contents = new S3Bucket(client, settings);
        this.bucket = settings.bucket();
        this.storageClass = storageClass;
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        ObjectKeys.check(key);
        if (ifAbsent && !proven) {
            prove(key);
        }
        String put = UUID.randomUUID().toString();
        try {
            send(key, body, ifAbsent, put);
        } catch (AlreadyExistsException e) {
            if (!contents.isOf(put, key)) {
                throw e;
            }
        }
    }

    private void send(String key, byte[] body, boolean ifAbsent, String put) {
        try {
            client.putObject(
                    r -> r.bucket(bucket)
                            .key(key)
                            .contentLength((long) body.length)
                            .storageClass(storageClass)
                            .metadata(S3Bucket.mark(put))
                            .ifNoneMatch(ifAbsent ? "*" : null),
                    RequestBody.fromContentProvider(
                            () -> new ByteArrayInputStream(body), body.length, "application/octet-stream"));
        } catch (SdkException e) {
            throw contents.explain(key, e);
        }
    }

    /** Puts an object of its own twice; the second put has to be refused. */
    private void prove(String key) {
        proving.lock();
        try {
            if (proven) {
                return;
            }
            String probe = key + "." + UUID.randomUUID() + ".probe";
            send(probe, new byte[0], false, "");
            try {
                send(probe, new byte[0], true, "");
            } catch (AlreadyExistsException e) {
                proven = true;
            } finally {
                delete(probe);
            }
        } finally {
            proving.unlock();
        }
        if (!proven) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "bucket " + bucket + " overwrites what is there when it is used with HMAC keys",
                    "put the file of a service account into the Secret as " + GcsSettings.FILE);
        }
    }

    @Override
    public byte[] get(String key) {
        return contents.get(key);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return contents.get(key, offset, length);
    }

    @Override
    public long size(String key) {
        return contents.size(key);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return contents.list(prefix);
    }

    /** One by one: of deletions in batches there is no word either. */
    @Override
    public void delete(List<String> keys) {
        keys.forEach(this::delete);
    }

    private void delete(String key) {
        try {
            contents.delete(List.of(key));
        } catch (NotFoundException e) {
            // S3 has no such answer, Google has: https://cloud.google.com/storage/docs/xml-api/delete-object
            return;
        }
    }

    /** Ends the client. */
    public void close() {
        client.close();
    }
}
