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
}
