package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.ChainTree;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.xbcloud.Bucket;
import dev.dromedary.xbcloud.ReferenceBackups;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainEntriesTest {
    private final World world = new World();
    private final PerconaServerMySQLBackup base = lsns(world.base("base", "2024-06-14T00:00:00Z"), 0, 100);
    private final PerconaServerMySQLBackup one = lsns(world.increment("one", 1), 100, 200);
    private final PerconaServerMySQLBackup two = lsns(world.increment("two", 2), 200, 300);

    private static PerconaServerMySQLBackup lsns(PerconaServerMySQLBackup backup, long from, long to) {
        backup.getStatus().fromLsn = from;
        backup.getStatus().toLsn = to;
        return backup;
    }

    private static String problem(List<ChainEntry> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow()
                .problem();
    }

    @Test
    void resourcesAreOrderedByTheirPlaces() {
        List<ChainTree> trees = ChainTree.of(ChainEntries.of(List.of(two, base, one)));

        assertThat(trees).hasSize(1);
        assertThat(trees.getFirst().all().map(ChainEntry::name)).containsExactly("base", "one", "two");
        assertThat(trees.getFirst().whole()).isTrue();
    }

    @Test
    void whatFollowsABreakIsBrokenToo() {
        assertThat(problem(ChainEntries.of(List.of(base, two)), "two")).contains("a backup between it and base");
        assertThat(problem(ChainEntries.of(List.of(one, two)), "one")).contains("its base ", "has no resource");
        one.getStatus().fromLsn = 150L;
        List<ChainEntry> entries = ChainEntries.of(List.of(base, one, two));
        assertThat(problem(entries, "one")).isEqualTo("it starts at lsn 150, but base ends at 100");
        assertThat(problem(entries, "two")).isEqualTo("it starts at lsn 150, but base ends at 100");
        assertThat(problem(entries, "base")).isNull();
    }

    /** Of the reference: an increment of an idle server, and what was left by a run that was taken again. */
    @Test
    void ofThoseWithOnePlaceLsnsTellWhichIsExtended() {
        PerconaServerMySQLBackup idle = lsns(world.increment("idle", 2), 200, 200);
        PerconaServerMySQLBackup twin = lsns(world.increment("twin", 3), 300, 450);
        PerconaServerMySQLBackup three = lsns(world.increment("three", 3), 300, 400);
        PerconaServerMySQLBackup four = lsns(world.increment("four", 4), 400, 500);

        List<ChainEntry> entries = ChainEntries.of(List.of(base, one, two, idle, three, twin, four));

        assertThat(entries).allMatch(ChainEntry::restorable);
        assertThat(ChainTree.of(entries)).singleElement().satisfies(tree -> assertThat(tree.whole())
                .isTrue());
        assertThat(PlanFromResources.of(four, List.of(base, one, two, idle, three, twin, four))
                        .steps())
                .extracting(step -> step.to().value())
                .containsExactly(100L, 200L, 300L, 400L, 500L);
        assertThat(PlanFromResources.of(twin, List.of(base, one, two, idle, three, twin))
                        .restorable())
                .isTrue();
    }

    @Test
    void aRunThatFailedIsShownAndLinksNothing() {
        one.getStatus().state = BackupState.FAILED;
        one.getStatus().stateDescription = "the disk was full";
        two.getStatus().chain.position = 1;
        two.getStatus().fromLsn = 100L;

        List<ChainEntry> entries = ChainEntries.of(List.of(base, one, two));

        assertThat(problem(entries, "one")).isEqualTo("the disk was full");
        assertThat(problem(entries, "two")).isNull();
        assertThat(ChainTree.of(entries).getFirst().whole()).isTrue();
    }

    @Test
    void manifestsTellMoreThanResources() {
        Member stored = Manifests.base("backups/c-2024-06-14-08:00:00-full", 100);
        Catalogue catalogue = new Catalogue(
                List.of(new Catalogue.Found(stored.destination(), stored)),
                Map.of(
                        "s3://bucket/backups/c-x-full",
                        new BackupException(Reason.ManifestDamaged, "its seal does not fit", "")));

        List<ChainEntry> entries = ChainEntries.of(catalogue, List.of(base, one), each -> true);

        assertThat(entries).extracting(ChainEntry::name).contains("base", "one");
        assertThat(problem(entries, "base")).isNull();
        assertThat(problem(entries, "one")).isEqualTo("its manifest is missing");
        assertThat(entries)
                .filteredOn(entry -> entry.destination().endsWith("c-x-full"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.broken()).isTrue());
    }

    /** Of the reference: an increment that extends nothing stands below its base, and what was never finished breaks nothing. */
    @Test
    void whatIsNotKnownToExtendAnythingStandsWhereItLies() {
        Bucket bucket = new Bucket().backup(Bucket.BASE, 0, 1000, 1100).backup(Bucket.increment(15), 900, 2000, 2100);
        bucket.file(Bucket.increment(17), "xtrabackup_logfile");
        ReferenceBackups found =
                ReferenceBackups.look(bucket, "prefix/", bucket.list(""), key -> new Destination("s3", "bucket", key));

        List<ChainEntry> entries =
                ChainEntries.of(new Catalogue(found.found(), found.broken()), List.of(), each -> true);

        assertThat(entries.stream().filter(ChainEntry::broken))
                .singleElement()
                .returns("s3://bucket/" + Bucket.BASE, ChainEntry::parent)
                .returns(
                        "it starts at lsn 900, and nothing that s3://bucket/" + Bucket.BASE + " leads to ends there",
                        ChainEntry::problem);
        assertThat(entries.stream().filter(entry -> !entry.complete()))
                .singleElement()
                .returns("s3://bucket/" + Bucket.increment(17), ChainEntry::destination)
                .returns("s3://bucket/" + Bucket.BASE, ChainEntry::parent)
                .returns("Unknown", ChainEntry::state)
                .returns("it has no xtrabackup_checkpoints, so it was never finished", ChainEntry::problem);
    }

    @Test
    void aPlanFromResourcesGoesFromTheBaseToTheTarget() {
        RestorePlan plan = PlanFromResources.of(two, List.of(two, one, base));

        assertThat(plan.restorable()).isTrue();
        assertThat(plan.steps()).extracting(step -> step.to().value()).containsExactly(100L, 200L, 300L);
        assertThat(PlanFromResources.of(one, List.of(two, one, base)).steps()).hasSize(2);

        RestorePlan broken = PlanFromResources.of(two, List.of(two, base));
        assertThat(broken.restorable()).isFalse();
        assertThat(broken.problems().getFirst().reason()).isEqualTo(Reason.ChainBroken);
    }
}
