package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.ChainEntry;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that reads the places of a backup, where it was removed from one of them. */
class RemovedFromStorageTest {
    private static final String THERE = World.BASE.replace("s3://bucket/", "s3://elsewhere/");

    private final World world = new World();
    private final PerconaServerMySQLBackup base = world.base("base", "2024-06-14T08:00:00Z");
    private final PerconaServerMySQLBackup one = world.increment("one", 1);

    @BeforeEach
    void removed() {
        Copied.all(world.backups);
        one.getStatus().storageState = CopyState.REMOVED;
        base.getStatus().storageState = CopyState.REMOVED;
    }

    private static void annotate(PerconaServerMySQLBackup backup, String name, String value) {
        backup.getMetadata().setAnnotations(new HashMap<>(Map.of(name, value)));
    }

    @Test
    void noIncrementExtendsAChainThatLeavesItsStorage() {
        base.getStatus().storageState = null;
        one.getStatus().storageState = CopyState.REMOVING;
        PerconaServerMySQLBackup two = world.increment("two", "base");

        Decision decision = world.decide(two);

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(two.getStatus().stateDescription)
                .isEqualTo("failed to set incremental base annotations: the chain of base backup base was removed from"
                        + " the storage");

        PerconaServerMySQLBackup three = world.backup("three", BackupType.INCREMENTAL);
        world.decide(three);
        assertThat(three.getStatus().stateDescription).contains("no full backup found in storage");
    }

    @Test
    void anOlderChainThatIsThereIsExtendedInstead() {
        PerconaServerMySQLBackup older = world.base("older", "2024-06-13T08:00:00Z");
        older.getStatus().destination = World.BASE.replace("06-14", "06-13");
        PerconaServerMySQLBackup two = world.backup("two", BackupType.INCREMENTAL);

        assertThat(world.decide(two).run().base()).isEqualTo(older.getStatus().destination);
    }

    @Test
    void itIsVerifiedWhereItIs() {
        annotate(one, Names.VERIFY_ANNOTATION, "deep");
        Map<RunKind, RunView> runs = new HashMap<>();
        VerificationView view = new VerificationView(
                one, Optional.of(world.cluster), kind -> runs.getOrDefault(kind, RunView.ABSENT), World.NOW);

        RunSpecification run = VerificationDecider.decide(view).orElseThrow().run();
        assertThat(run.destination()).startsWith(THERE);
        assertThat(run.storage().option("bucket")).isEqualTo("elsewhere");

        runs.put(RunKind.INSPECT_DEEP, new RunView(RunView.Phase.ENDED, null, RunResult.done("all is well")));
        VerificationDecider.decide(view);
        assertThat(Verification.verdict(one).map(Condition::getMessage).orElseThrow())
                .startsWith("deep in other, ");
    }

    @Test
    void itIsNotCompletedThereAgainWhoeverAsks() {
        annotate(one, Names.COPY_ANNOTATION, "now");
        world.cluster.getSpec().backup.storages.get("s3").copies = List.of("other");

        assertThat(world.decide(one).next()).isEqualTo(Next.WAIT);

        assertThat(Copied.copy(one)).as("there is no other to complete it from").isEqualTo(CopyState.COMPLETE);
        assertThat(one.getStatus().storageState).isEqualTo(CopyState.REMOVED);
        one.getStatus().storageState = null;
        one.getStatus().copies.getFirst().state = CopyState.REMOVED;
        annotate(one, Names.COPY_ANNOTATION, "again");
        assertThat(world.decide(one).next()).isEqualTo(Next.WAIT);
        assertThat(Copied.copy(one)).isEqualTo(CopyState.REMOVED);
    }

    @Test
    void anotherCopyIsCompletedFromTheOneThatIsWhole() {
        Copied.in("third", "third", one, CopyState.INCOMPLETE);

        RunSpecification run = world.decide(one).run();

        assertThat(run.kind()).isEqualTo(RunKind.COPY);
        assertThat(run.destination()).startsWith(THERE);
        assertThat(run.copies().all()).extracting(CopyTarget::name).containsExactly("third");
    }

    @Test
    void aDeletionLooksWhereSomethingMayBe() {
        RunSpecification run =
                world.decideDeletion(World.deleted(one)).orElseThrow().run();
        assertThat(run.destination()).startsWith(THERE);
        assertThat(run.copies()).isNull();

        one.getStatus().storageState = CopyState.REMOVING;
        world.runs.clear();
        run = world.decideDeletion(one).orElseThrow().run();
        assertThat(run.destination()).startsWith(World.BASE);
        assertThat(run.copies().all()).extracting(CopyTarget::name).containsExactly("other");
    }

    @Test
    void itsManifestIsMissedWhereItIsAndNotWhereItWas() {
        one.getStatus().toLsn = 5L;
        Catalogue empty = new Catalogue(List.of(), Map.of());

        assertThat(entries(empty, "s3")).isEmpty();
        assertThat(entries(empty, "other")).hasSize(2);
    }

    private List<ChainEntry> entries(Catalogue catalogue, String storage) {
        return ChainEntries.of(catalogue, world.backups, backup -> StoredPlace.nearest(backup)
                .filter(place ->
                        place.in(world.cluster.getSpec().backup.storages.get(storage)))
                .isPresent());
    }

    @Test
    void whatIsFoundThereAgainIsTheSameBackup() {
        assertThat(ImportedBackup.tellsOf(base, World.BASE)).isTrue();
        assertThat(ImportedBackup.tellsOf(base, THERE)).isTrue();
    }

    @Test
    void aRestoreSaysWhenNothingIsLeft() {
        base.getStatus().copies.clear();
        var restore = world.restore("r");
        restore.getSpec().backupName = "base";
        RestoreView view = world.view(restore);

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> RestoreSource.of(view, world.cluster))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BackupNotFound));
    }
}
