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

class RequireTipTest {
    private static final String BUCKET = "s3://bucket/";
    private static final String TWIN = StoredChain.BASE + ".incr/shop-2026-01-02-00:00:01-incr";

    @TempDir
    private Path directory;

    private StoredChain chain;

    @BeforeEach
    void storeAChain() {
        chain = new StoredChain(directory);
    }

    private void require(BackupType type, String key, Member... members) {
        Exchange exchange = chain.exchange(RunKind.BACKUP, type, "bucket", key);
        RunProperty.CHAIN.set(exchange, new Chain(List.of(members)));
        new RequireTip().process(exchange);
    }

    @Test
    void theTipMayBeExtended() {
        require(BackupType.INCREMENTAL, StoredChain.SECOND, chain.base, chain.first);
    }

    @Test
    void aParentThatAnotherHasExtendedSinceMayNot() {
        assertThatThrownBy(() -> require(BackupType.INCREMENTAL, TWIN, chain.base))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ChainForked))
                .hasMessage("the backup cannot extend " + BUCKET + StoredChain.BASE + " any more: " + BUCKET
                        + StoredChain.FIRST + " does");
    }

    @Test
    void anotherAttemptAtTheBackupIsItself() {
        require(BackupType.INCREMENTAL, StoredChain.FIRST, chain.base);
    }

    @Test
    void aFullBackupExtendsNone() {
        require(BackupType.FULL, StoredChain.BASE, chain.base);
    }
}
