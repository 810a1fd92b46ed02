package dev.dromedary.e2e;

import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a place has in the storage of the examples, looked at without the product. */
final class Stored implements AutoCloseable {
    private final Bucket bucket = new Bucket();
    private final String prefix;

    Stored(Place place) {
        this.prefix = place.namespace + "/";
    }

    /** Every key, with what changes when its object is written again. */
    Map<String, String> objects() {
        return list().collect(Collectors.toMap(S3Object::key, object -> object.eTag() + " " + object.lastModified()));
    }

    /** By the destinations of their backups. */
    Map<String, Manifest> manifests() {
        return list().map(S3Object::key)
                .filter(BackupKeys::isManifest)
                .map(this::manifest)
                .collect(Collectors.toMap(Manifest::destination, Function.identity()));
    }

    private Manifest manifest(String key) {
        return ManifestFile.decode(key, bucket.get(key)).manifest();
    }

    private Stream<S3Object> list() {
        return bucket.objects(prefix);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
