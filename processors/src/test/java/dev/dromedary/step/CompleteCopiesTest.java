package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Part;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteCopiesTest {
    private static final String KEY = "backups/shop-2026-01-01-00:00:00-full";
    private static final BackupKeys KEYS = new BackupKeys(KEY);

    private final MemoryStorage own = new MemoryStorage();
    private final MemoryStorage there = new MemoryStorage();
    private final MemoryStorage elsewhere = new MemoryStorage();
    private Manifest manifest;

    @BeforeEach
    void store() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            byte[] bytes = new byte[] {(byte) i, 7};
            own.put(KEYS.part(i), bytes, true);
            parts.add(new Part(KEYS.part(i), bytes.length, Hash.sha256(bytes)));
        }
        manifest = Manifests.base(KEY, 1).manifest().with(parts);
        own.put(KEYS.checksums(), new byte[] {5}, true);
        own.put(KEYS.owner(), OwnerFile.encode(manifest.owner()), true);
        own.put(KEYS.manifest(), ManifestFile.encode(manifest), true);
    }

    private static Map<String, String> content(MemoryStorage storage) {
        return storage.objects.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Hash.sha256(entry.getValue())));
    }

    private RunResult complete() {
        Map<String, String> before = content(own);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        RunProperty.RUN.set(
                exchange, RunSpecification.inStorage(RunKind.COPY, manifest.owner(), null, null, BackupType.FULL));
        RunProperty.STORAGE.set(exchange, own);
        RunProperty.DESTINATION.set(exchange, new Destination("s3", "bucket", KEY));
        Copy one = new Copy(new CopyTarget("there", null, "file:///there"), there);
        Copy two = new Copy(new CopyTarget("elsewhere", null, "file:///elsewhere"), elsewhere);
        RunProperty.COPIES.set(exchange, new Copies(List.of(one, two), 0, Duration.ZERO));

        new CompleteCopies(2).process(exchange);

        assertThat(content(own)).as("its own storage").isEqualTo(before);
        return exchange.getMessage().getBody(RunResult.class);
    }

    @Test
    void whatIsMissingComesAndTheManifestIsLast() {
        RunResult result = complete();

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.backup().copies()).allMatch(RunResult.CopyFacts::complete);
        assertThat(content(there)).isEqualTo(content(own));
        assertThat(content(elsewhere)).isEqualTo(content(own));
        requireManifestLast(there);
        requireManifestLast(elsewhere);
    }

    /** Each object comes once. The owner file is first: it claims the place. */
    private void requireManifestLast(MemoryStorage copy) {
        List<String> puts = List.copyOf(copy.puts);
        assertThat(puts).containsExactlyInAnyOrderElementsOf(own.keys());
        assertThat(puts.getFirst()).isEqualTo(KEYS.owner());
        assertThat(puts.getLast()).isEqualTo(KEYS.manifest());
    }

    /** Whatever is the one that does not come: a manifest says that all the others have. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void whatBreaksOffAmidThePartsHasNoManifest(int part) {
        there.refuse(KEYS.part(part));
        requireNoManifestThere();
    }

    @Test
    void whatBreaksOffAtTheChecksumsHasNoManifest() {
        there.refuse(KEYS.checksums());
        requireNoManifestThere();
    }

    private void requireNoManifestThere() {
        RunResult result = complete();

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("StorageUnreachable");
        assertThat(there.puts).doesNotContain(KEYS.manifest());
        assertThat(result.backup().copies())
                .extracting(RunResult.CopyFacts::complete)
                .containsExactly(false, true);

        there.refuse("");
        complete();

        assertThat(content(there)).isEqualTo(content(own));
    }

    @Test
    void whatIsThereAndWholeIsNotSentAgain() {
        complete();
        there.delete(List.of(KEYS.manifest(), KEYS.part(2)));

        assertThat(complete().backup().transferred()).isEqualTo(2);
        assertThat(content(there)).isEqualTo(content(own));
        assertThat(complete().backup().transferred()).isZero();
    }

    @Test
    void whatIsDamagedIsReplacedAndWhatIsNotOfItGoes() {
        complete();
        there.delete(List.of(KEYS.manifest()));
        there.put(KEYS.part(0), new byte[] {9, 9}, false);
        there.put(KEYS.part(1), new byte[1], false);
        there.put(KEYS.part(8), new byte[1], false);
        there.put(KEY + "-2/part", new byte[1], false);

        complete();

        assertThat(there.objects.remove(KEY + "-2/part")).as("another's").isNotNull();
        assertThat(content(there)).isEqualTo(content(own));
    }

    @Test
    void aManifestThatIsNotTheBackupsOwnIsReplacedAfterTheParts() {
        complete();
        there.put(KEYS.manifest(), new byte[] {1}, false);
        there.delete(List.of(KEYS.part(3)));
        there.puts.clear();

        complete();

        assertThat(content(there)).isEqualTo(content(own));
        assertThat(there.puts).containsExactly(KEYS.part(3), KEYS.checksums(), KEYS.manifest());
    }

    @Test
    void whatBelongsToAnotherIsNotTouchedAndTheOtherCopyIsMade() {
        there.put(KEYS.owner(), OwnerFile.encode(new Manifest.Owner("ns", "stranger", "x", "c")), true);
        there.put(KEYS.part(0), new byte[] {9, 9}, true);
        Map<String, String> before = content(there);

        RunResult result = complete();

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("DestinationTaken");
        assertThat(result.message()).contains("ns/stranger");
        assertThat(content(there)).isEqualTo(before);
        assertThat(content(elsewhere)).isEqualTo(content(own));
        assertThat(result.backup().copies())
                .extracting(RunResult.CopyFacts::complete)
                .containsExactly(false, true);
    }

    @Test
    void aPartThatIsDamagedInItsOwnStorageIsNotSpread() {
        own.put(KEYS.part(4), new byte[] {1, 1}, false);

        RunResult result = complete();

        assertThat(result.reason()).isEqualTo("ObjectDamaged");
        assertThat(there.objects).doesNotContainKeys(KEYS.part(4), KEYS.manifest());
    }
}
