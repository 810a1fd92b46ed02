package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadChainTest {
    @TempDir
    private Path directory;

    private StoredChain chain;
    private Member second;

    @BeforeEach
    void storeAChain() {
        chain = new StoredChain(directory);
        second = chain.storeSecond();
    }

    private List<Member> restoring(String bucket, String key) {
        Exchange exchange = chain.exchange(RunKind.PLAN, BackupType.INCREMENTAL, bucket, key);
        new ReadChain().process(exchange);
        return RunProperty.CHAIN.get(exchange, Chain.class).members();
    }

    @Test
    void aChainIsReadToWhereItIsAskedTo() {
        assertThat(restoring("bucket", StoredChain.SECOND)).containsExactly(chain.base, chain.first, second);
        assertThat(restoring("bucket", StoredChain.FIRST)).containsExactly(chain.base, chain.first);
        assertThat(restoring("bucket", StoredChain.BASE)).containsExactly(chain.base);
    }

    @Test
    void itMayLieInACopyOfItsBucket() {
        assertThat(restoring("copy-of-bucket", StoredChain.SECOND)).containsExactly(chain.base, chain.first, second);
    }

    @Test
    void aDamagedIncrementDoesNotMatterToThoseBeforeIt() {
        chain.damage(StoredChain.SECOND);

        assertThat(restoring("bucket", StoredChain.FIRST)).containsExactly(chain.base, chain.first);
    }

    /** It is whole, and its ancestors are there: only its name tells. */
    @Test
    void aManifestInThePlaceOfAnotherIsNone() {
        chain.store(StoredChain.THIRD, second.manifest());

        assertThatThrownBy(() -> restoring("bucket", StoredChain.THIRD))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ManifestDamaged))
                .hasMessage("the manifest " + StoredChain.THIRD
                        + ".manifest.json is that of another backup, s3://bucket/" + StoredChain.SECOND);
    }

    @Test
    void aDamagedAncestorDoesMatter() {
        chain.damage(StoredChain.FIRST);

        assertThatThrownBy(() -> restoring("bucket", StoredChain.SECOND))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ManifestDamaged))
                .hasMessageContaining(StoredChain.FIRST);
    }

    @Test
    void whatIsNotThereIsToldInTheContractsWords() {
        assertThatThrownBy(() -> restoring("bucket", StoredChain.THIRD)).hasMessage("backup not found in storage");
        assertThatThrownBy(() -> restoring("bucket", "other-full")).hasMessage("backup not found in storage");
        assertThatThrownBy(() -> restoring("bucket", "other-full.incr/shop-1-incr"))
                .hasMessage("no incremental backups found in chain");
        assertThatThrownBy(() -> restoring("bucket", StoredChain.BASE + ".incr/shop-2026-01-01-12:00:00-incr"))
                .as("later ones are not of it")
                .hasMessage("no incremental backups found in chain");
    }

    /** As a run of Percona's operator that failed leaves it. */
    @ParameterizedTest
    @CsvSource({
        "xtrabackup_checkpoints, no incremental backups found in chain",
        "xtrabackup_info.zst, the base of the chain"
    })
    void anIncrementOfTheReferenceCountsWhenItHasItsInfo(String file, String told) {
        String base = "theirs-full";
        chain.put(base + "/ibdata1.00000000000000000000");
        chain.put(base + ".incr/theirs-1-incr/" + file + ".00000000000000000000");

        assertThatThrownBy(() -> restoring("bucket", base + ".incr/theirs-1-incr"))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.describe()).contains(told));
    }
}
