package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What is read of a storage grows with what is asked for, and not faster; {@link ChainFiguresBench} has the seconds. */
class RequestCountTest {
    private static final StorageDescription DESCRIPTION =
            new StorageDescription("s3", Map.of("bucket", "bucket"), null, true);

    private static String base(int number) {
        return "shop-%04d-full".formatted(number);
    }

    private static String increment(int number, int depth) {
        return base(number) + ".incr/shop-%04d-incr".formatted(depth);
    }

    /** Chains of one length. */
    private static MemoryStorage stored(int chains, int length) {
        MemoryStorage storage = new MemoryStorage();
        for (int i = 0; i < chains; i++) {
            Member parent = store(storage, base(i), Manifests.base(base(i), 0));
            for (int depth = 1; depth < length; depth++) {
                String name = increment(i, depth);
                long from = (depth - 1) * 1000L;
                parent = store(storage, name, Manifests.increment(name, parent, from, from + 1000, from + 1010));
            }
        }
        return storage;
    }

    private static Member store(MemoryStorage storage, String key, Member member) {
        String object = new BackupKeys(key).manifest();
        byte[] file = ManifestFile.encode(member.manifest());
        storage.put(object, file, true);
        return ManifestFile.decode(object, file);
    }

    private static int ofCatalogue(int chains, int length) {
        MemoryStorage storage = stored(chains, length);
        var catalogue = ReadCatalogue.read(storage, DESCRIPTION, "");
        assertThat(catalogue.found())
                .hasSize(chains * length)
                .allMatch(each -> catalogue.broken(each).isEmpty());
        return storage.reads.get();
    }

    private static int ofChain(RunKind kind, int length) {
        MemoryStorage storage = stored(3, length);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        String base = new Destination("s3", "bucket", base(1)).toString();
        RunProperty.RUN.set(
                exchange,
                new RunSpecification(
                        kind, null, DESCRIPTION, null, BackupType.INCREMENTAL, base, null, null, false, null));
        RunProperty.STORAGE.set(exchange, storage);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", increment(1, length - 1)));
        new ReadChain().process(exchange);
        assertThat(RunProperty.CHAIN.get(exchange, Chain.class).members()).hasSize(length);
        return storage.reads.get();
    }

    /** One list, and each manifest once. */
    @Test
    void aListOfBackups() {
        assertThat(ofCatalogue(20, 10)).isEqualTo(1 + 200);
        assertThat(ofCatalogue(40, 10)).isEqualTo(1 + 400);
        assertThat(ofCatalogue(20, 20)).isEqualTo(1 + 400);
    }

    /** Of the chain that a restore brings back each manifest once, and none of the others. */
    @Test
    void aChainThatIsRestored() {
        assertThat(ofChain(RunKind.PLAN, 20)).isEqualTo(20);
        assertThat(ofChain(RunKind.PLAN, 40)).isEqualTo(40);
    }

    /** The increments of its base are listed, too: it is their tip that is extended. */
    @Test
    void aChainThatIsExtended() {
        assertThat(ofChain(RunKind.BACKUP, 20)).isEqualTo(1 + 20);
        assertThat(ofChain(RunKind.BACKUP, 40)).isEqualTo(1 + 40);
    }
}
