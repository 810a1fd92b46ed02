package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static dev.dromedary.xbcloud.Bucket.increment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.Manifest;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a listing tells of a base, of increments of the days after it, and of what lies beside them. */
class ReferenceBackupsTest {
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";

    private final Bucket bucket = new Bucket()
            .backup(BASE, 0, 1000, 1100)
            .backup(increment(15), 1000, 2000, 2100)
            .backup(increment(16), 2000, 3000, 3100);

    private ReferenceBackups look(String below) {
        return ReferenceBackups.look(bucket, below, bucket.list(below), key -> new Destination("s3", "bucket", key));
    }

    private Catalogue catalogue() {
        ReferenceBackups backups = look("prefix/");
        return new Catalogue(backups.found(), backups.broken());
    }

    private Optional<Catalogue.Found> find(String key) {
        return catalogue().found().stream()
                .filter(each -> each.destination().equals("s3://bucket/" + key))
                .findFirst();
    }

    private void requireParent(String key, String parent) {
        Catalogue.Found found = find(key).orElseThrow();
        assertThat(catalogue().broken(found)).isEmpty();
        assertThat(found.manifest().parent().destination()).isEqualTo("s3://bucket/" + parent);
    }

    private void requireProblem(String key, Reason reason, String... named) {
        BackupException problem = find(key).orElseThrow().problem();
        assertThat(problem).hasMessageContainingAll(named);
        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(catalogue().known()).noneMatch(each -> each.destination().endsWith(key));
        assertThat(catalogue().leftOut("shop")).containsKey("s3://bucket/" + key);
    }

    private void requireBroken(String key, Reason reason, String named) {
        BackupException why = catalogue().unreadable().get("s3://bucket/" + key);
        assertThat(why).hasMessageContaining(named);
        assertThat(why.reason()).isEqualTo(reason);
        assertThat(catalogue().leftOut("shop")).containsKey("s3://bucket/" + key);
    }

    @Test
    void eachIsToldWithItsParent() {
        assertThat(catalogue().unreadable()).isEmpty();
        assertThat(catalogue().known())
                .extracting(each -> BackupNames.lastSegment(each.destination()))
                .containsExactlyInAnyOrder(
                        "shop-2024-06-14-08:00:00-full",
                        "shop-2024-06-15-08:00:00-incr",
                        "shop-2024-06-16-08:00:00-incr");
        requireParent(increment(15), BASE);
        requireParent(increment(16), increment(15));

        Manifest last = find(increment(16)).orElseThrow().manifest();
        assertThat(List.of(last.from().value(), last.to().value(), last.last().value()))
                .containsExactly(2000L, 3000L, 3100L);
        assertThat(last.size()).isEqualTo(bucket.stream(increment(16)).length);
        assertThat(last.completed()).isEqualTo("2024-06-14T08:01:00Z");
        assertThat(last.depth()).isEqualTo(2);
        assertThat(last.owner().cluster()).isEqualTo("shop");
        assertThat(find(BASE).orElseThrow().member().sealed()).isFalse();
    }

    @Test
    void namesSayNothingOfTheOrder() {
        bucket.backup(increment(1), 3000, 4000, 4100).backup(increment(14), 4000, 5000, 5100);

        requireParent(increment(1), increment(16));
        requireParent(increment(14), increment(1));
    }

    @Test
    void leftoversOfFailedRunsAreToldAsThat() {
        bucket.backup(increment(10), 1000, 2000, 2100);
        bucket.objects.keySet().removeIf(key -> key.startsWith(increment(10) + "/xtrabackup_tablespaces"));
        bucket.backup(increment(11), 1000, 2000, 2100);
        bucket.objects.remove(Bucket.name(increment(11), "shop/t@0024.ibd.delta", 2));

        requireBroken(increment(10), Reason.StreamIncomplete, "xtrabackup_tablespaces");
        requireBroken(increment(11), Reason.ObjectMissing, "00002 is missing");
        requireParent(increment(16), increment(15));
    }

    @Test
    void aTwinThatLeadsNowhereIsABackupOfItsOwn() {
        bucket.backup(increment(20), 1000, 1900, 2000);

        requireParent(increment(20), BASE);
        requireParent(increment(16), increment(15));
    }

    @Test
    void whatMayExtendEitherOfTwoIsNotGuessedAt() {
        bucket.backup(increment(20), 1000, 2000, 2050);

        requireProblem(increment(16), Reason.ChainForked, increment(15), increment(20));
        requireParent(increment(15), BASE);
        requireParent(increment(20), BASE);
    }

    @Test
    void incrementsOfAnIdleServerAreNobodysParents() {
        bucket.backup(increment(17), 3000, 3000, 3100).backup(increment(18), 3000, 4000, 4100);

        requireParent(increment(17), increment(16));
        requireParent(increment(18), increment(16));
    }

    @Test
    void anOrphanAndWhatFollowsItExtendNothing() {
        bucket.backup(increment(20), 2500, 5000, 5100).backup(increment(21), 5000, 6000, 6100);

        requireProblem(increment(20), Reason.ChainBroken, "starts at lsn 2500");
        requireProblem(increment(21), Reason.ChainBroken, "starts at lsn 5000");
    }

    @Test
    void anotherServersFitsNowhere() {
        bucket.backup(increment(20), 3000, 4000, 4100, OTHER);

        requireProblem(increment(20), Reason.ChainBroken, "starts at lsn 3000");
    }

    @Test
    void incrementsWithoutABaseSayWhatBecameOfIt() {
        bucket.objects.remove(Bucket.name(BASE, "shop/t@0024.ibd", 1));
        requireBroken(BASE, Reason.ObjectMissing, "00001 is missing");
        requireProblem(increment(16), Reason.ChainBroken, "its base s3://bucket/" + BASE + " cannot be restored: ");

        bucket.objects.keySet().removeIf(key -> key.startsWith(BASE + "/"));
        requireProblem(increment(16), Reason.ChainBroken, "its base s3://bucket/" + BASE + " is missing");
    }

    /** With a manifest it is read by that; without one it was never finished. */
    @Test
    void whatIsOursIsNotOfTheReference() {
        bucket.objects.put(new BackupKeys(increment(16)).owner(), new byte[] {1});
        assertThat(find(increment(16))).isEmpty();
        assertThat(catalogue().unreadable()).isEmpty();

        bucket.objects.put(new BackupKeys(BASE).manifest(), new byte[] {1});
        assertThat(find(BASE)).isEmpty();
        requireProblem(increment(15), Reason.ChainBroken, "is of dromedary");
    }

    @Test
    void alikeNamesAreOtherBackups() {
        bucket.backup(BASE + "2", 0, 1000, 1100)
                .backup(BASE + "2.incr/shop-2024-06-15-08:00:00-incr", 1000, 2000, 2100)
                .backup("prefix/shop-2-2024-06-14-08:00:00-full", 0, 1000, 1100);

        requireParent(increment(15), BASE);
        requireParent(BASE + "2.incr/shop-2024-06-15-08:00:00-incr", BASE + "2");
        assertThat(find("prefix/shop-2-2024-06-14-08:00:00-full")
                        .orElseThrow()
                        .manifest()
                        .owner()
                        .cluster())
                .isEqualTo("shop-2");
        // It is whole, and whose it is nobody knows.
        assertThat(catalogue().broken(find(BASE + "2").orElseThrow())).isEmpty();
        assertThat(catalogue().known())
                .extracting(each -> each.manifest().owner().cluster())
                .containsOnly("shop", "shop-2");
        assertThat(catalogue().leftOut("shop"))
                .containsOnlyKeys(
                        "s3://bucket/" + BASE + "2", "s3://bucket/" + BASE + "2.incr/shop-2024-06-15-08:00:00-incr");
    }

    @Test
    void ofAnotherClusterIsNotLeftOutOfThisOne() {
        bucket.backup(increment(20), 2500, 5000, 5100);

        assertThat(catalogue().leftOut("shop")).hasSize(1);
        assertThat(catalogue().leftOut("other")).isEmpty();
    }
}
