package dev.dromedary.step;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A base and an increment in a storage, and whoever goes on from there. */
final class StoredChain {
    static final String BASE = "shop-2026-01-01-00:00:00-full";
    static final String FIRST = BASE + ".incr/shop-2026-01-02-00:00:00-incr";
    static final String SECOND = BASE + ".incr/shop-2026-01-03-00:00:00-incr";
    static final String THIRD = BASE + ".incr/shop-2026-01-04-00:00:00-incr";

    final Member base;
    final Member first;

    private final Folder storage;

    StoredChain(Path directory) {
        storage = new Folder(directory.toString());
        base = store(BASE, Manifests.base(BASE, 1000).manifest());
        first = store(FIRST, Manifests.increment(FIRST, base, 1000, 2000, 2100).manifest());
    }

    Member store(String key, Manifest manifest) {
        String object = new BackupKeys(key).manifest();
        storage.put(object, ManifestFile.encode(manifest), true);
        return ManifestFile.decode(object, storage.get(object));
    }

    /** An object of a few bytes. */
    void put(String key) {
        storage.put(key, new byte[3], true);
    }

    /** The increment of the increment. */
    Member storeSecond() {
        return store(
                SECOND, Manifests.increment(SECOND, first, 2000, 3000, 3100).manifest());
    }

    void damage(String key) {
        storage.put(new BackupKeys(key).manifest(), "{".getBytes(StandardCharsets.UTF_8), false);
    }

    /** A run on the backup at this key. */
    Exchange exchange(RunKind kind, BackupType type, String bucket, String key) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(exchange, RunSpecification.inStorage(kind, null, null, null, type));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", bucket, key));
        return exchange;
    }
}
