package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Folder;
import dev.dromedary.storage.StorageDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain that an increment is to extend, whole or not. */
class ExtendedChainTest {
    private static final String BUCKET = "s3://bucket/";

    @TempDir
    private Path directory;

    private StoredChain chain;
    private Member second;

    @BeforeEach
    void storeAChain() {
        chain = new StoredChain(directory);
        second = chain.storeSecond();
    }

    private List<Member> extended() {
        Exchange exchange = chain.exchange(RunKind.BACKUP, BackupType.INCREMENTAL, "bucket", StoredChain.THIRD);
        var storage = new StorageDescription("s3", Map.of("bucket", "bucket"), null, true);
        RunProperty.RUN.set(
                exchange,
                new RunSpecification(
                        RunKind.BACKUP,
                        null,
                        storage,
                        BUCKET + StoredChain.THIRD,
                        BackupType.INCREMENTAL,
                        BUCKET + StoredChain.BASE,
                        null,
                        null,
                        false,
                        null));
        new ReadChain().process(exchange);
        return RunProperty.CHAIN.get(exchange, Chain.class).members();
    }

    private void lose(String key) {
        new Folder(directory.toString()).delete(List.of(new BackupKeys(key).manifest()));
    }

    private void assertRefused(Reason reason, String message) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(this::extended)
                .withMessageContaining(message)
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.hint()).contains("take a new full backup");
                });
    }

    @Test
    void itIsReadToItsTip() {
        assertThat(extended()).containsExactly(chain.base, chain.first, second);
    }

    @Test
    void aBaseThatIsLostIsNamed() {
        lose(StoredChain.BASE);

        assertRefused(Reason.ChainBroken, "the base " + BUCKET + StoredChain.BASE + " is not in the storage");
    }

    /** Of the reference, or what is left of ours. */
    @Test
    void aBaseThatHasNoManifestIsToldAsThat() {
        lose(StoredChain.BASE);
        new Folder(directory.toString()).put(new BackupKeys(StoredChain.BASE).part(0), new byte[1], true);

        assertRefused(Reason.ChainBroken, "the base " + BUCKET + StoredChain.BASE + " has no manifest");
    }

    @Test
    void aBaseThatIsDamagedIsNamed() {
        chain.damage(StoredChain.BASE);

        assertRefused(Reason.ManifestDamaged, StoredChain.BASE + ".manifest.json");
    }

    @Test
    void anIncrementThatIsDamagedIsNamedWhereverItIs() {
        chain.damage(StoredChain.FIRST);
        assertRefused(Reason.ManifestDamaged, StoredChain.FIRST + ".manifest.json");
    }

    @Test
    void soIsTheTip() {
        chain.damage(StoredChain.SECOND);

        assertRefused(Reason.ManifestDamaged, StoredChain.SECOND + ".manifest.json");
    }

    /** What would extend the base now forks the chain when the lost manifest is brought back. */
    @Test
    void anIncrementThatIsLostInTheMiddleIsNamed() {
        lose(StoredChain.FIRST);

        assertRefused(
                Reason.ChainBroken,
                "the chain of " + BUCKET + StoredChain.SECOND + " is broken: " + BUCKET + StoredChain.FIRST
                        + " is missing");
    }
}
