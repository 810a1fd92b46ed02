package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Part;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.engine.Chunks;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Folder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream that was bad before it was stored: its parts have the hashes that the manifest says, so it is its content alone
 * that tells, and only to those who read it.
 */
class InspectChainTest {
    private static final BackupKeys KEYS = new BackupKeys(StoredChain.BASE);
    private static final int PART = 40;

    @TempDir
    private Path directory;

    private static Chunks table() {
        return new Chunks().file("shop/a.ibd", "page0").payload("shop/b.ibd", 0, "page1");
    }

    private static byte[] good() {
        return table().end("shop/b.ibd").mariadbTrailer(Chunks.CHECKPOINTS).bytes();
    }

    private void store(byte[] stream) {
        store(stream, stream.length);
    }

    /** The stream in parts, and the manifest that fits them; of the rest it says what a good stream would have. */
    private void store(byte[] stream, long size) {
        Folder storage = new Folder(directory.toString());
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < stream.length; from += PART) {
            byte[] bytes = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + PART));
            String key = KEYS.part(parts.size());
            storage.put(key, bytes, true);
            parts.add(new Part(key, bytes.length, Hash.sha256(bytes)));
        }
        Manifest manifest = manifest(parts, size);
        storage.put(KEYS.owner(), OwnerFile.encode(manifest.owner()), true);
        storage.put(KEYS.manifest(), ManifestFile.encode(manifest), true);
    }

    private static Manifest manifest(List<Part> parts, long size) {
        Checkpoints good = Checkpoints.parse(Chunks.CHECKPOINTS);
        Manifest any = Manifests.base(StoredChain.BASE, 1000).manifest();
        return new Manifest(
                any.version(),
                any.destination(),
                any.owner(),
                any.type(),
                any.started(),
                any.completed(),
                any.tool(),
                any.server(),
                any.lineage(),
                good.from(),
                good.to(),
                good.last(),
                good.all(),
                "",
                Manifest.STREAM,
                parts,
                size,
                null,
                null,
                0,
                Map.of());
    }

    /** As the route does it. */
    private RunResult inspect(RunKind kind) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(exchange, RunSpecification.inStorage(kind, null, null, null, null));
        RunProperty.STORAGE.set(exchange, new Folder(directory.toString()));
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", StoredChain.BASE));
        InspectChain inspect = new InspectChain();
        new ReadChain().process(exchange);
        inspect.list(exchange);
        if (kind == RunKind.INSPECT_DEEP) {
            int readable = RunProperty.FINDINGS
                    .get(exchange, Findings.class)
                    .readable()
                    .size();
            for (int i = 0; i < readable; i++) {
                exchange.setProperty(Exchange.LOOP_INDEX, i);
                inspect.next(exchange);
                new FetchParts(2, PART).process(exchange);
                inspect.read(exchange);
            }
        }
        inspect.conclude(exchange);
        return exchange.getMessage().getBody(RunResult.class);
    }

    private void requireSeenByDeepAlone(Reason reason, String named) throws Exception {
        RunResult light = inspect(RunKind.INSPECT);
        assertThat(light.outcome()).as(light.message()).isEqualTo(Outcome.SUCCEEDED);
        RunResult deep = inspect(RunKind.INSPECT_DEEP);
        assertThat(deep.outcome()).as(deep.message()).isEqualTo(Outcome.FAILED);
        assertThat(deep.reason()).as(deep.message()).isEqualTo(reason.name());
        assertThat(deep.message()).contains(named, "s3://bucket/" + StoredChain.BASE);
        assertThat(deep.hint()).isNotEmpty();
    }

    @Test
    void aGoodStreamIsGood() throws Exception {
        store(good());

        for (RunKind kind : List.of(RunKind.INSPECT, RunKind.INSPECT_DEEP)) {
            RunResult result = inspect(kind);
            assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @Test
    void aWrongChecksumOfAChunk() throws Exception {
        byte[] stream = good();
        String head = new String(stream, StandardCharsets.ISO_8859_1);
        stream[head.indexOf("page1")] ^= 1;
        store(stream);

        requireSeenByDeepAlone(Reason.StreamDamaged, "wrong checksum");
    }

    @Test
    void aCutWithinAChunk() throws Exception {
        store(Arrays.copyOf(good(), good().length - 3));

        requireSeenByDeepAlone(Reason.StreamIncomplete, "within a chunk");
    }

    /** Its tool would unpack it without a word. */
    @Test
    void aCutBetweenTwoChunksOfAFile() throws Exception {
        store(table().bytes());

        requireSeenByDeepAlone(Reason.StreamIncomplete, "before the end of [shop/b.ibd]");
    }

    @Test
    void aCutBetweenTwoFiles() throws Exception {
        store(table().end("shop/b.ibd")
                .file("xtrabackup_checkpoints", Chunks.CHECKPOINTS)
                .file("backup-my.cnf", "[mysqld]\n")
                .bytes());

        requireSeenByDeepAlone(Reason.StreamIncomplete, "stream has no xtrabackup_info");
    }

    @Test
    void checkpointsThatTheManifestDoesNotHave() throws Exception {
        store(table().end("shop/b.ibd")
                .mariadbTrailer(Chunks.CHECKPOINTS.replace("476876912", "476876913"))
                .bytes());

        requireSeenByDeepAlone(Reason.ChainBroken, "to_lsn=476876913");
    }

    @Test
    void aLengthThatTheManifestDoesNotHave() throws Exception {
        store(good(), good().length + 1);

        requireSeenByDeepAlone(Reason.ChainBroken, "has " + good().length + " bytes");
    }
}
