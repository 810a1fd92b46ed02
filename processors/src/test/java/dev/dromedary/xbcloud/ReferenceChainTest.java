package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static dev.dromedary.xbcloud.Bucket.increment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A base, and increments of the second to the fourth day after it. */
class ReferenceChainTest {
    private final Bucket bucket = new Bucket()
            .backup(BASE, 0, 1000, 1100)
            .backup(increment(15), 1000, 2000, 2100)
            .backup(increment(16), 2000, 3000, 3100);

    private Optional<Chain> find(String key) {
        return new ReferenceChain(bucket, new Destination("s3", "bucket", key)).find();
    }

    private void requireChain(String... keys) {
        assertThat(find(keys[keys.length - 1]).orElseThrow().members())
                .extracting(member -> member.destination().substring("s3://bucket/".length()))
                .containsExactly(keys);
    }

    private void requireRefusal(String key, Reason reason, String... named) {
        assertThatThrownBy(() -> find(key))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(named);
    }

    @Test
    void aBackupIsToldAsAManifestWouldTellIt() {
        Manifest last = find(increment(16)).orElseThrow().tip().manifest();

        assertThat(last.tool()).isEqualTo(new Manifest.Tool("xtrabackup", "8.4.0-4", "8.4"));
        assertThat(last.server().uuid()).isEqualTo(Bucket.UUID);
        assertThat(last.binlogPosition()).isEqualTo("binlog.000001\t157\tsome:1-5");
        assertThat(List.of(last.from().value(), last.to().value(), last.last().value()))
                .containsExactly(2000L, 3000L, 3100L);
        assertThat(last.layout()).isEqualTo(Manifest.XBCLOUD);
        assertThat(last.size()).isEqualTo(bucket.stream(increment(16)).length);
        assertThat(last.depth()).isEqualTo(2);
        assertThat(find(BASE).orElseThrow().tip().sealed()).isFalse();
    }

    @Test
    void eachPointHasItsChain() {
        requireChain(BASE);
        requireChain(BASE, increment(15));
        requireChain(BASE, increment(15), increment(16));
    }

    @Test
    void namesSayNothing() {
        bucket.backup(increment(1), 3000, 4000, 4100).backup(increment(14), 4000, 5000, 5100);

        requireChain(BASE, increment(15), increment(16), increment(1), increment(14));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(find("prefix/shop-2024-06-14-08:00:00")).isEmpty();
        assertThat(find(increment(17))).isEmpty();
        assertThat(find("prefix/other-full.incr/some-incr")).isEmpty();
        bucket.objects.keySet().removeIf(key -> key.contains(".incr/"));
        assertThat(find(increment(15))).as("its base alone is not it").isEmpty();
    }

    @Test
    void whatIsOursAndUnfinishedIsNotFound() {
        bucket.objects.put(new BackupKeys(increment(16)).owner(), new byte[] {1});

        assertThat(find(increment(16))).isEmpty();
        requireChain(BASE, increment(15));
        // Whole as it looks, it is no twin of what the reference has finished.
        bucket.backup(increment(17), 1000, 2000, 2100).backup(increment(18), 2000, 3000, 3100);
        bucket.objects.put(new BackupKeys(increment(17)).owner(), new byte[] {1});
        requireChain(BASE, increment(15), increment(18));
        bucket.objects.put(new BackupKeys(BASE).owner(), new byte[] {1});
        assertThat(find(increment(15))).isEmpty();
    }

    @Test
    void leftoversOfFailedRunsAreNoMembers() {
        // Cut after its first file, cut in a file, and without the last file of all.
        bucket.backup(increment(10), 1000, 2000, 2100);
        bucket.objects.keySet().removeIf(key -> key.startsWith(increment(10) + "/x"));
        bucket.backup(increment(11), 1000, 2000, 2100);
        bucket.objects.remove(Bucket.name(increment(11), "shop/t@0024.ibd.delta", 2));
        bucket.backup(increment(12), 1000, 2000, 2100);
        bucket.objects.keySet().removeIf(key -> key.startsWith(increment(12) + "/xtrabackup_tablespaces"));
        bucket.objects.remove(increment(12) + ".md5");

        requireChain(BASE, increment(15), increment(16));
        requireRefusal(increment(10), Reason.ObjectMissing, increment(10));
        requireRefusal(increment(11), Reason.ObjectMissing, increment(11), "00002");
        requireRefusal(increment(12), Reason.StreamIncomplete, increment(12), "xtrabackup_tablespaces");
    }

    @Test
    void aJobThatFailedAfterItsUploadHasLeftATwin() {
        bucket.backup(increment(20), 1000, 1900, 2000);

        requireChain(BASE, increment(15), increment(16));
        requireChain(BASE, increment(20));
    }

    @Test
    void twinsThatBothFitAreRefusedByName() {
        bucket.backup(increment(20), 1000, 2000, 2050);

        requireRefusal(increment(16), Reason.ChainForked, increment(15), increment(20), increment(16));
        requireChain(BASE, increment(15));
        requireChain(BASE, increment(20));
    }

    @Test
    void aTwinWhoseLogGoesBeyondTheChildIsNotItsParent() {
        bucket.backup(increment(20), 1000, 2000, 9000);

        requireChain(BASE, increment(15), increment(16));
    }

    /** What starts at the same place has all that they have. */
    @Test
    void incrementsOfAnIdleServerAreNobodysParents() {
        bucket.backup(increment(17), 3000, 3000, 3100)
                .backup(increment(18), 3000, 3000, 3100)
                .backup(increment(19), 3000, 3000, 3200)
                .backup(increment(20), 3000, 4000, 4100);

        requireChain(BASE, increment(15), increment(16), increment(18));
        requireChain(BASE, increment(15), increment(16), increment(19));
        requireChain(BASE, increment(15), increment(16), increment(20));
    }

    @Test
    void anOrphanIsRefused() {
        bucket.backup(increment(20), 2500, 3000, 3100);
        bucket.backup(increment(21), 3000, 4000, 4100);

        requireRefusal(increment(20), Reason.ChainBroken, increment(20), "2500", BASE);
        // It ends where another starts, too, but leads nowhere.
        requireChain(BASE, increment(15), increment(16), increment(21));
    }

    @Test
    void aGapIsRefusedAndWhatMayHaveFilledItIsNamed() {
        bucket.objects.remove(Bucket.name(increment(15), "shop/empty.CSV", 0));
        bucket.objects.remove(increment(15) + ".md5");
        bucket.objects.remove(Bucket.name(increment(15), "xtrabackup_info", 1));

        requireRefusal(increment(16), Reason.ChainBroken, increment(16), "2000", increment(15), "xtrabackup_info");
    }

    @Test
    void anotherServersBackupFitsNowhere() {
        String other = "99999999-2222-3333-4444-555555555555";
        bucket.backup(increment(20), 1000, 2000, 2050, other).backup(increment(21), 3000, 4000, 4100, other);

        requireChain(BASE, increment(15), increment(16));
        requireRefusal(increment(21), Reason.ChainBroken, increment(21));
    }

    @Test
    void anotherBackupWhoseNameBeginsAlikeIsNoPart() {
        bucket.backup(BASE + "2", 0, 1000, 1100).backup("prefix/shop-2024-06-14-08:00:00-full.incr", 0, 2000, 2100);

        requireChain(BASE, increment(15), increment(16));
    }

    @Test
    void aBaseThatIsNotWholeIsRefused() {
        bucket.objects.remove(Bucket.name(BASE, "shop/t@0024.ibd", 1));

        requireRefusal(increment(16), Reason.ObjectMissing, "the base", BASE, "00001");
    }

    @Test
    void aMemberWithABackupWithinItIsRefused() {
        bucket.backup(increment(16) + "/inc1", 3000, 4000, 4100);
        requireRefusal(increment(16), Reason.ObjectDamaged, "the object " + increment(16) + "/inc1/");
        requireChain(BASE, increment(15));

        bucket.backup(BASE + "/inc1", 1000, 2000, 2100);
        requireRefusal(increment(15), Reason.ObjectDamaged, "the base", "the object " + BASE + "/inc1/");
    }

    @Test
    void aBaseThatIsMissingIsRefused() {
        bucket.objects.keySet().removeIf(key -> key.startsWith(BASE + "/"));

        requireRefusal(increment(16), Reason.ObjectMissing, "the base", BASE);
    }
}
