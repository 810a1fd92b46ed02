package dev.dromedary.storage;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.batch.BlobBatch;
import com.azure.storage.blob.batch.BlobBatchClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is in a container of Azure Blob Storage. Camel's component stores the objects; here is what it cannot do: read one
 * into an array of its length and on where it broke off, delete in batches, and tell whose object is in the way of a put.
 */
public final class AzureContainer implements ComponentBucket {
    /** As many as one request may name. */
    private static final int BATCH = 256;

    private static final int PAGE = 1_000;

    /** Names the put that made an object, in the object's own metadata, whose names have no hyphen. */
    private static final String MARK = "dromedaryput";

    private final BlobContainerClient client;
    private final BlobBatchClient batches;
    private final AzureSettings settings;

    public AzureContainer(BlobServiceClient client, AzureSettings settings) {
        this.client = client.getBlobContainerClient(settings.container());
        this.batches = new BlobBatchClientBuilder(client).buildClient();
        this.settings = settings;
    }

    public String name() {
        return settings.container();
    }

    /** The tier of what is put, or null for the container's own. */
    public AccessTier tier() {
        return settings.tier();
    }

    /** The metadata of a put that is to be known again by {@link #isOf}. */
    public static Map<String, String> mark(String put) {
        return Map.of(MARK, put);
    }

    @Override
    public boolean isOf(String put, String key) {
        try {
            return properties(key).getMetadata().getOrDefault(MARK, "").equals(put);
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public byte[] get(String key) {
        BlobProperties properties = properties(ObjectKeys.check(key));
        var body = new PresizedBody(key, properties.getBlobSize());
        // Of this very version, or what was read before a break would be another object's beginning.
        var same = new BlobRequestConditions().setIfMatch(properties.getETag());
        var again = new DownloadRetryOptions().setMaxRetryRequests(settings.attempts() - 1);
        call(key, () -> blob(key).downloadStreamWithResponse(body, null, again, same, false, null, Context.NONE));
        return body.whole();
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        var range = new BlobRange(offset, (long) length);
        var again = new DownloadRetryOptions().setMaxRetryRequests(settings.attempts() - 1);
        var body = new PresizedBody(ObjectKeys.check(key), length);
        return call(key, () -> {
            try {
                blob(key).downloadStreamWithResponse(body, range, again, null, false, null, Context.NONE);
            } catch (BlobStorageException e) {
                if (!BlobErrorCode.INVALID_RANGE.equals(e.getErrorCode())) {
                    throw e;
                }
                // Nothing of the object is there.
            }
            return body.whole();
        });
    }

    @Override
    public long size(String key) {
        return properties(ObjectKeys.check(key)).getBlobSize();
    }

    private BlobProperties properties(String key) {
        return call(key, () -> blob(key).getProperties());
    }

    private BlobClient blob(String key) {
        return client.getBlobClient(key);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        // Of the size that the other types have: one that the tests cross.
        var options =
                new ListBlobsOptions().setPrefix(ObjectKeys.checkPrefix(prefix)).setMaxResultsPerPage(PAGE);
        return call(prefix, () -> client.listBlobs(options, null).stream()
                .map(blob ->
                        new StoredObject(blob.getName(), blob.getProperties().getContentLength()))
                .toList());
    }

    @Override
    public void delete(List<String> keys) {
        keys.forEach(ObjectKeys::check);
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> some = keys.subList(from, Math.min(from + BATCH, keys.size()));
            call(some.getFirst(), () -> deleteBatch(some));
        }
    }

    private boolean deleteBatch(List<String> keys) {
        BlobBatch batch = batches.getBlobBatch();
        var answers = new ArrayList<com.azure.core.http.rest.Response<Void>>(keys.size());
        keys.forEach(key -> answers.add(batch.deleteBlob(blob(key).getBlobUrl())));
        batches.submitBatchWithResponse(batch, false, null, Context.NONE);
        for (var answer : answers) {
            try {
                answer.getStatusCode();
            } catch (BlobStorageException e) {
                if (!BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                    throw e;
                }
            }
        }
        return true;
    }

    @Override
    public RuntimeException explain(String key, RuntimeException failure) {
        if (failure instanceof BlobStorageException e) {
            if (BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode()) || e.getStatusCode() == 412) {
                return new AlreadyExistsException(key);
            }
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                return new NotFoundException(key);
            }
        }
        return AzureFailure.of(settings, failure);
    }

    private <T> T call(String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw explain(key, e);
        }
    }
}
