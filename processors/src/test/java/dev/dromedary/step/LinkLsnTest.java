package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Lineage;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.Manifests;
import dev.dromedary.run.RunKind;
import dev.dromedary.server.ServerIdentity;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkLsnTest {
    private static final String CANNOT = "the backup cannot extend s3://bucket/" + StoredChain.FIRST + ": ";
    private static final Lineage OURS = Manifests.LINEAGE;

    @TempDir
    private Path directory;

    private StoredChain chain;

    @BeforeEach
    void storeAChainThatEndsAtLsn2000() {
        chain = new StoredChain(directory);
    }

    private void link(BackupType type, Lineage lineage, Lsn now) {
        Exchange exchange = chain.exchange(RunKind.BACKUP, type, "bucket", StoredChain.SECOND);
        RunProperty.CHAIN.set(exchange, new Chain(List.of(chain.base, chain.first)));
        var server = new ServerIdentity("", "10.11.19-MariaDB", "host", "/data", Optional.ofNullable(now), false);
        RunProperty.SOURCE.set(exchange, new Source(server, null, null, "mariadb-backup", lineage));
        new LinkLsn().process(exchange);
    }

    private void assertRefused(Lineage lineage, Lsn now, String why) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> link(BackupType.INCREMENTAL, lineage, now))
                .withMessage(CANNOT + why)
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.LineageChanged);
                    assertThat(e.hint())
                            .isEqualTo("take a new full backup, or set spec.backup.chain.onBrokenChain to Full");
                });
    }

    @Test
    void theServerOfTheParentGoesOnFromWhereItEnded() {
        link(BackupType.INCREMENTAL, OURS, new Lsn(2000));
        link(BackupType.INCREMENTAL, OURS, new Lsn(9000));
    }

    @Test
    void aServerThatDoesNotTellItsLsnIsBelieved() {
        link(BackupType.INCREMENTAL, OURS, null);
    }

    /** Its data directory may have been put back by means that leave the fingerprint as it is. */
    @Test
    void aServerBelowItsParentIsNotTheOneItWas() {
        assertRefused(OURS, new Lsn(1999), "the server is at lsn 1999, the parent ends at 2000");
    }

    @Test
    void anotherLineageIsRefusedThoughTheLsnFits() {
        assertRefused(
                new Lineage("", OURS.incarnation(), "mariadb 11.4"),
                new Lsn(9000),
                "the engine is mariadb 11.4, the parent's was mariadb 10.11");
        assertRefused(
                new Lineage("another", OURS.incarnation(), OURS.series()),
                new Lsn(9000),
                "the server's uuid is another, the parent's was ");
        assertRefused(
                new Lineage("", "another", OURS.series()),
                new Lsn(9000),
                "the data directory is not the one the parent was taken from (restored, cloned or replaced since)");
    }

    @Test
    void aFullBackupLinksToNothing() {
        link(BackupType.FULL, new Lineage("another", "another", "another"), new Lsn(1));
    }
}
