package dev.dromedary.storage;

import com.google.api.client.googleapis.batch.json.JsonBatchCallback;
import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.http.HttpHeaders;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Removes objects from a bucket of Google Cloud Storage in batches; what is not there is no failure. */
record GcsDeletion(com.google.api.services.storage.Storage client, String bucket, GcsCalls calls) {
    /** As many as one request may name. */
    private static final int BATCH = 100;

    void delete(List<String> keys) {
        keys.forEach(ObjectKeys::check);
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> some = keys.subList(from, Math.min(from + BATCH, keys.size()));
            int missing = calls.send(some.getFirst(), () -> deleteBatch(some));
            if (missing == some.size()) {
                // With a missing bucket every object is missing.
                calls.send(some.getFirst(), calls::look);
            }
        }
    }

    /** Answers how many of them were not there. */
    private int deleteBatch(List<String> keys) throws IOException {
        var missing = new ArrayList<GoogleJsonError>();
        var failed = new ArrayList<GoogleJsonError>();
        var batch = client.batch();
        for (String key : keys) {
            client.objects().delete(bucket, key).queue(batch, new JsonBatchCallback<>() {
                @Override
                public void onSuccess(Void none, HttpHeaders headers) {}

                @Override
                public void onFailure(GoogleJsonError error, HttpHeaders headers) {
                    (error.getCode() == 404 ? missing : failed).add(error);
                }
            });
        }
        batch.execute();
        if (!failed.isEmpty()) {
            GoogleJsonError first = failed.getFirst();
            if (Repeats.mayPass(first.getCode())) {
                throw new IOException("HTTP " + first.getCode());
            }
            throw new BackupException(
                    Reason.StorageDenied,
                    failed.size() + " objects of bucket " + bucket + " were not deleted: HTTP " + first.getCode(),
                    "the first of them: " + first.getMessage());
        }
        return missing.size();
    }
}
