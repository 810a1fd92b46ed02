package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.xbcloud.Bucket;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Nothing but the checksums beside it says what was stored of a backup of the reference. */
class InspectReferenceTest {
    private static final String TIP = Bucket.increment(15);

    private final Bucket bucket =
            new Bucket().backup(Bucket.BASE, 0, 1000, 1100).backup(TIP, 1000, 2000, 2100);

    private RunResult inspect(RunKind kind) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        storage.objects.putAll(bucket.objects);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(exchange, RunSpecification.inStorage(kind, null, null, null, null));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", TIP));
        InspectChain inspect = new InspectChain();
        new ReadChain().process(exchange);
        inspect.list(exchange);
        for (int i = 0; i < 2; i++) {
            exchange.setProperty(Exchange.LOOP_INDEX, i);
            inspect.next(exchange);
            new FetchParts(2, 40).process(exchange);
            inspect.read(exchange);
        }
        inspect.conclude(exchange);
        return exchange.getMessage().getBody(RunResult.class);
    }

    private void requireRefused(RunKind kind, Reason reason, String named) {
        assertThatThrownBy(() -> inspect(kind))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(named);
    }

    @Test
    void everyByteIsComparedWithTheChecksums() throws Exception {
        RunResult good = inspect(RunKind.INSPECT_DEEP);
        assertThat(good.outcome()).as(good.message()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(good.message()).startsWith("2 backups, ").endsWith("every byte is as it was stored");
        assertThat(good.backup().toLsn()).isEqualTo(2000);

        // A chunk with a checksum that fits its bytes, and not those that were stored.
        bucket.objects.put(Bucket.name(Bucket.BASE, "shop/t@0024.ibd", 1), other());
        RunResult damaged = inspect(RunKind.INSPECT_DEEP);
        assertThat(damaged.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(damaged.message()).contains("shop/t@0024.ibd.00000000000000000001 is not what was stored");
    }

    private static byte[] other() {
        Bucket other = new Bucket();
        other.file(Bucket.BASE, "shop/t@0024.ibd", "pages of " + Bucket.BASE, "and less");
        return other.objects.get(Bucket.name(Bucket.BASE, "shop/t@0024.ibd", 1));
    }

    @Test
    void aListingProvesNothing() {
        requireRefused(RunKind.INSPECT, Reason.NotSupported, "the lengths of its objects are not known");
    }

    @Test
    void whatIsMissingIsSeenByAListing() {
        bucket.objects.remove(Bucket.name(Bucket.BASE, "shop/empty.CSV", 0));

        requireRefused(RunKind.INSPECT, Reason.ObjectMissing, "shop/empty.CSV");
    }

    @Test
    void withoutChecksumsNobodyKnows() {
        bucket.objects.remove(TIP + ".md5");

        requireRefused(RunKind.INSPECT_DEEP, Reason.NotSupported, "neither a manifest nor an .md5");
    }

    @Test
    void nothingThereIsAManifestThatIsMissing() {
        bucket.objects.clear();

        requireRefused(RunKind.INSPECT, Reason.ObjectMissing, "the manifest " + TIP + ".manifest.json is missing");
    }
}
