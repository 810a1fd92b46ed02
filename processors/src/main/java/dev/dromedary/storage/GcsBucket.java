package dev.dromedary.storage;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A bucket of Google Cloud Storage by its own interface. Camel's component has no condition for a put, reads an object
 * into memory that grows, and asks for the bucket when its route starts, so all verbs are here.
 */
final class GcsBucket implements Storage {
    private static final int PAGE = 1_000;

    /** What the server answers where a range has nothing of the object. */
    private static final int BEYOND_THE_END = 416;

    /** Names the put that made an object, in the object's own metadata. */
    private static final String MARK = "dromedary-put";

    /** The generation that an object has which is not there. */
    private static final long ABSENT = 0;

    private final com.google.api.services.storage.Storage client;
    private final GcsSettings settings;
    private final GcsCalls calls;
    private final String bucket;

    GcsBucket(com.google.api.services.storage.Storage client, GcsSettings settings) {
        this.client = client;
        this.settings = settings;
        bucket = settings.bucket();
        calls = new GcsCalls(client, settings);
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        String put = UUID.randomUUID().toString();
        var object = new StorageObject()
                .setName(ObjectKeys.check(key))
                .setStorageClass(settings.storageClass())
                .setMetadata(Map.of(MARK, put));
        try {
            calls.send(key, () -> {
                var insert = client.objects()
                        .insert(bucket, object, new GcsObject(body))
                        .setIfGenerationMatch(ifAbsent ? ABSENT : null);
                // In one request; the usual way is two, and compresses.
                insert.getMediaHttpUploader().setDirectUploadEnabled(true);
                insert.setDisableGZipContent(true).setFields("name").execute();
                return put;
            });
        } catch (AlreadyExistsException e) {
            // A request repeated after a lost answer meets its own object.
            if (!isOf(put, key)) {
                throw e;
            }
        }
    }

    private boolean isOf(String put, String key) {
        try {
            Map<String, String> marks = metadata(key).getMetadata();
            return marks != null && put.equals(marks.get(MARK));
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public byte[] get(String key) {
        return get(key, null);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return get(key, "bytes=" + offset + "-" + (offset + length - 1));
    }

    /** @param range null for the whole object */
    private byte[] get(String key, String range) {
        ObjectKeys.check(key);
        return calls.send(key, () -> {
            var get = client.objects().get(bucket, key);
            get.getRequestHeaders().setRange(range);
            try {
                HttpResponse response = get.executeMedia();
                try (InputStream in = response.getContent()) {
                    return readAll(key, response.getHeaders().getContentLength(), in);
                }
            } catch (HttpResponseException e) {
                if (e.getStatusCode() == BEYOND_THE_END) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    private static byte[] readAll(String key, Long length, InputStream in) throws IOException {
        if (in == null) {
            return new byte[0];
        }
        var body = new PresizedBody(key, length == null ? 0 : length);
        in.transferTo(body);
        if (length != null && body.size() < length) {
            throw new IOException("object " + key + " ended at byte " + body.size() + " of " + length);
        }
        return body.whole();
    }

    @Override
    public long size(String key) {
        return metadata(ObjectKeys.check(key)).getSize().longValueExact();
    }

    private StorageObject metadata(String key) {
        return calls.send(key, () -> client.objects()
                .get(bucket, key)
                .setFields("size,metadata")
                .execute());
    }

    @Override
    public List<StoredObject> list(String prefix) {
        ObjectKeys.checkPrefix(prefix);
        // Google's client does not escape a semicolon, and a server that takes it for a separator drops the whole
        // prefix.
        String asked = prefix.split(";", 2)[0];
        var found = new ArrayList<StoredObject>();
        String next = null;
        do {
            String from = next;
            Objects page = calls.send(prefix, () -> client.objects()
                    .list(bucket)
                    .setPrefix(asked)
                    .setMaxResults((long) PAGE)
                    .setPageToken(from)
                    .setFields("items(name,size),nextPageToken")
                    .execute());
            if (page.getItems() != null) {
                page.getItems().stream()
                        .filter(object -> object.getName().startsWith(prefix))
                        .map(object -> new StoredObject(
                                object.getName(), object.getSize().longValueExact()))
                        .forEach(found::add);
            }
            next = page.getNextPageToken();
        } while (next != null);
        return found;
    }

    @Override
    public void delete(List<String> keys) {
        new GcsDeletion(client, bucket, calls).delete(keys);
    }

    /** Ends the connections. */
    public void close() throws IOException {
        client.getRequestFactory().getTransport().shutdown();
    }
}
