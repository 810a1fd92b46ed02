package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.storage.Destination;
import dev.dromedary.xbcloud.Bucket;
import dev.dromedary.xbcloud.ReferenceBackups;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedBackupTest {
    private static final String BASE = "c-2026-02-03-04:05:06-full";
    private static final String INCREMENT = BASE + ".incr/c-2026-02-04-04:05:06-incr";

    private final ImportedBackup imported = new ImportedBackup("ns", "c", "s3", World.s3("bucket"));
    private final Member base = Manifests.base(BASE, 77);
    private final Member increment = Manifests.increment(INCREMENT, base, 77, 99, 200);

    private static Catalogue catalogue(Member... members) {
        return new Catalogue(
                Stream.of(members)
                        .map(member -> new Catalogue.Found(member.destination(), member))
                        .toList(),
                Map.of());
    }

    private List<PerconaServerMySQLBackup> missing(Catalogue catalogue, PerconaServerMySQLBackup... existing) {
        return imported.missing(StoredBackup.of(catalogue), List.of(existing), World.NOW);
    }

    @Test
    void theStatusIsWhatTheManifestTells() {
        PerconaServerMySQLBackup tip = missing(catalogue(base, increment)).getLast();
        BackupStatus status = tip.getStatus();

        assertThat(status.state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(status.type).isEqualTo("incremental");
        assertThat(status.destination).isEqualTo("s3://bucket/" + INCREMENT);
        assertThat(status.size).isEqualTo(5);
        assertThat(status.fromLsn).isEqualTo(77);
        assertThat(status.toLsn).isEqualTo(99);
        assertThat(status.completed).isEqualTo("2026-02-03T04:05:16Z");
        assertThat(status.chain.base).isEqualTo(BASE);
        assertThat(status.chain.position).isEqualTo(1);
        assertThat(Conditions.holds(status.conditions, "ChainIntact")).isTrue();
        assertThat(tip.getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(tip.getMetadata().getAnnotations())
                .containsEntry(Names.IMPORTED_ANNOTATION, status.destination)
                .containsEntry(Names.TAKEN_BY_ANNOTATION, "uid-" + INCREMENT)
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, BASE);
        assertThat(tip.getMetadata().getFinalizers()).isNullOrEmpty();
        // Its deletion must not take the objects along unless somebody asks for that.
        assertThat(ImportedBackup.takenBy(tip)).contains("uid-" + INCREMENT);
    }

    @Test
    void aBaseIsMarkedOnceItHasAnIncrement() {
        assertThat(missing(catalogue(base)).getFirst().getMetadata().getAnnotations())
                .doesNotContainKey(Names.BASE_BACKUP_ANNOTATION);
        assertThat(missing(catalogue(base, increment)).getFirst().getMetadata().getAnnotations())
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, BASE);
    }

    @Test
    void anIncrementWhoseBaseIsGoneIsImportedAndSaysSo() {
        PerconaServerMySQLBackup orphan = missing(catalogue(increment)).getFirst();

        assertThat(Conditions.fails(orphan.getStatus().conditions, "ChainIntact"))
                .isTrue();
        assertThat(Conditions.find(orphan.getStatus().conditions, "ChainIntact")
                        .orElseThrow()
                        .getMessage())
                .contains(BASE + " is missing");
    }

    @Test
    void whatHasAResourceIsLeftAloneWhateverItsName() {
        PerconaServerMySQLBackup named = new World().base("monday", "2026-02-03T04:05:16Z");
        named.getStatus().destination = "s3://bucket/" + BASE;
        PerconaServerMySQLBackup copied = new World().base("copied", "2026-02-03T04:05:16Z");
        copied.getStatus().destination = "gs://other/x";
        BackupCopy copy = new BackupCopy();
        copy.destination = "s3://bucket/" + INCREMENT;
        copied.getStatus().copies.add(copy);

        assertThat(missing(catalogue(base, increment), named, copied)).isEmpty();
        assertThat(missing(catalogue(base, increment), named))
                .extracting(each -> each.getStatus().destination)
                .containsExactly("s3://bucket/" + INCREMENT);
    }

    @Test
    void importedTwiceItIsTheSame() {
        PerconaServerMySQLBackup[] first = missing(catalogue(base, increment)).toArray(PerconaServerMySQLBackup[]::new);

        assertThat(missing(catalogue(increment, base), first)).isEmpty();
        assertThat(missing(catalogue(increment, base)))
                .extracting(each -> each.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        first[0].getMetadata().getName(), first[1].getMetadata().getName());
    }

    @Test
    void backupsOfOtherClustersAreLeftOut() {
        ImportedBackup other = new ImportedBackup("ns", "other", "s3", World.s3("bucket"));

        assertThat(other.missing(StoredBackup.of(catalogue(base, increment)), List.of(), World.NOW))
                .isEmpty();
        assertThat(other.ofOthers(StoredBackup.of(catalogue(base, increment)))).isEqualTo(2);
    }

    /** It has no manifest, so it is known by no uid, and the reference's own name of it is all there is. */
    @Test
    void aBackupOfTheReferenceIsAResourceAsTheReferenceHasIt() {
        Bucket bucket = new Bucket().backup(Bucket.BASE, 0, 1000, 1100).backup(Bucket.increment(15), 1000, 2000, 2100);
        // An orphan, and a leftover: neither can be told.
        bucket.backup(Bucket.increment(16), 2500, 3000, 3100);
        bucket.file(Bucket.increment(17), "xtrabackup_logfile");
        ImportedBackup ofShop = new ImportedBackup("ns", "shop", "s3", World.s3("bucket"));
        ReferenceBackups found =
                ReferenceBackups.look(bucket, "prefix/", bucket.list(""), key -> new Destination("s3", "bucket", key));
        Catalogue catalogue = new Catalogue(found.found(), found.broken());

        List<PerconaServerMySQLBackup> made = ofShop.missing(StoredBackup.of(catalogue), List.of(), World.NOW);

        assertThat(made)
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("shop-2024-06-14-08-00-00-full-059636", "shop-2024-06-15-08-00-00-incr-6ba5e6");
        PerconaServerMySQLBackup tip = made.getLast();
        assertThat(tip.getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(tip.getSpec().storageName).isEqualTo("s3");
        BackupStatus status = tip.getStatus();
        assertThat(status.state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(status.type).isEqualTo("incremental");
        assertThat(status.destination).isEqualTo("s3://bucket/" + Bucket.increment(15));
        assertThat(status.storage).isSameAs(ofShop.storage());
        assertThat(status.completed).isEqualTo("2024-06-14T08:01:00Z");
        assertThat(status.chain.position).isEqualTo(1);
        assertThat(status.backupSource).isNull();
        assertThat(tip.getMetadata().getAnnotations())
                .containsOnly(
                        Map.entry(Names.IMPORTED_ANNOTATION, status.destination),
                        Map.entry(Names.BASE_BACKUP_ANNOTATION, "shop-2024-06-14-08:00:00-full"));
        assertThat(Conditions.find(status.conditions, Conditions.READY)
                        .orElseThrow()
                        .getMessage())
                .contains("as its own files say");
        assertThat(catalogue.leftOut("shop")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://b/shop-2026-11-24-02:30:00-full",
                "s3://b/Shop_One..x-full",
                "s3://b/-.-",
                "file:///b/a-cluster-with-a-name-that-is-much-too-long-for-a-job-2026-11-24-02:30:00-full"
            })
    void aNameIsOneThatKubernetesTakesAndFitsIntoThatOfAJob(String destination) {
        String name = ImportedBackup.name(destination);

        assertThat(name).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
        assertThat(Names.inspectJob(name)).endsWith(name);
        assertThat(ImportedBackup.name(destination)).isEqualTo(name);
        assertThat(ImportedBackup.name("x" + destination)).isNotEqualTo(name);
    }

    @Test
    void oneWithoutAStatusIsNeverTaken() {
        World world = new World();
        PerconaServerMySQLBackup cut = world.backup("cut", BackupType.FULL);
        cut.getMetadata().setAnnotations(Map.of(Names.IMPORTED_ANNOTATION, "s3://bucket/" + BASE));

        Decision decision = world.decide(cut);

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.run()).isNull();
        assertThat(cut.getStatus().stateOrNew()).isEqualTo(BackupState.NEW);
        assertThat(Conditions.find(cut.getStatus().conditions, Conditions.READY)
                        .orElseThrow()
                        .getReason())
                .isEqualTo("Importing");
        assertThat(missing(catalogue(base), cut)).hasSize(1);
        assertThat(ImportedBackup.begun(List.of(cut))).containsOnly(Map.entry("s3://bucket/" + BASE, cut));
    }
}
