package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.xbcloud.Bucket;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What a run tells that looks for the backups of a cluster: of dromedary and of the reference, in one storage. */
class FindBackupsTest {
    private static final String OURS = "prefix/shop-2026-01-01-00:00:00-full";
    private static final StorageDescription DESCRIPTION =
            new StorageDescription("s3", Map.of("bucket", "bucket"), null, true);

    private final Bucket bucket =
            new Bucket().backup(Bucket.BASE, 0, 1000, 1100).backup(Bucket.increment(15), 1000, 2000, 2100);

    private RunResult find(String cluster) {
        MemoryStorage storage = new MemoryStorage();
        storage.objects.putAll(bucket.objects);
        storage.put(
                new BackupKeys(OURS).manifest(),
                ManifestFile.encode(Manifests.base(OURS, 1000).manifest()),
                true);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange,
                RunSpecification.inStorage(
                        RunKind.IMPORT, new Manifest.Owner("ns", "s3", "uid", cluster), DESCRIPTION, null, null));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", "prefix/import"));
        new FindBackups().process(exchange);
        return exchange.getMessage().getBody(RunResult.class);
    }

    @Test
    void bothKindsAreFound() {
        RunResult found = find("shop");

        assertThat(found.found())
                .extracting(StoredBackup::destination)
                .containsExactly(
                        "s3://bucket/" + Bucket.BASE, "s3://bucket/" + Bucket.increment(15), "s3://bucket/" + OURS);
        assertThat(found.found()).extracting(StoredBackup::sealed).containsExactly(false, false, true);
        assertThat(found.message()).isNull();
    }

    @Test
    void whatIsLeftOutIsToldToItsClusterAndNotWithoutEnd() {
        for (int day = 20; day < 28; day++) {
            bucket.backup(Bucket.increment(day), 5000 + day, 6000, 6100);
        }

        assertThat(find("shop").message())
                .startsWith("shop-2024-06-20-08:00:00-incr: the chain of ")
                .contains("starts at lsn 5020", "starts at lsn 5024")
                .doesNotContain("starts at lsn 5025")
                .endsWith("; and 3 more");
        assertThat(find("other").message()).isNull();
        assertThat(find("shop").found()).hasSize(3);
    }
}
