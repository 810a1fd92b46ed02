package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionDeciderTest {
    private final World world = new World();
    private PerconaServerMySQLBackup base;

    @BeforeEach
    void takeABase() {
        base = world.base("base", "2024-06-14T00:30:00Z");
    }

    private Decision decide(PerconaServerMySQLBackup backup) {
        return world.decideDeletion(backup).orElseThrow();
    }

    private static Condition removed(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, "ObjectsRemoved").orElseThrow();
    }

    private static RunResult unreachable() {
        return RunResult.failed(
                Outcome.FAILED,
                new BackupException(Reason.StorageUnreachable, "nobody answers", "look at the network"));
    }

    @Test
    void theObjectsOfABackupGoBeforeItsResource() {
        World.deleted(base);

        Decision begun = decide(base);
        assertThat(begun.next()).isEqualTo(Next.LAUNCH);
        assertThat(begun.run().kind()).isEqualTo(RunKind.DELETE);
        assertThat(begun.run().name()).isEqualTo("delete-ns-base-uid-base");
        assertThat(begun.run().destination()).isEqualTo(World.BASE);
        assertThat(begun.run().type()).isEqualTo(dev.dromedary.chain.BackupType.FULL);
        assertThat(Deletion.begun(base.getStatus())).isTrue();
        assertThat(removed(base).getReason()).isEqualTo("Removing");

        world.running(RunKind.DELETE);
        assertThat(decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(decide(base).changed()).isFalse();

        world.ended(RunKind.DELETE, RunResult.done("5 objects are gone"));
        Decision done = decide(base);
        assertThat(done.next()).isEqualTo(Next.RELEASE);
        assertThat(done.notes())
                .extracting(Note::message)
                .containsExactly("the objects of " + World.BASE + " are removed: 5 objects are gone");
        assertThat(removed(base).getStatus()).isEqualTo("True");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "ERROR", "FAILED"})
    void whatHasNoObjectsGoesAtOnce(BackupState state) {
        base.getStatus().state = state;

        assertThat(decide(World.deleted(base)).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void whatAFailedBackupHasLeftGoesFirst() {
        base.getStatus().state = BackupState.FAILED;
        Conditions.set(base.getStatus().conditions, BackupDecider.CLEANED, false, "r", "m", 1L, World.NOW);

        assertThat(decide(World.deleted(base)).run().kind()).isEqualTo(RunKind.DELETE);
        world.ended(RunKind.DELETE, RunResult.done("2 objects are gone"));
        assertThat(decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING"})
    void whatIsAtWorkComesToItsEndFirst(BackupState state) {
        base.getStatus().state = state;

        assertThat(world.decideDeletion(World.deleted(base))).isEmpty();
    }

    @Test
    void withoutOurFinalizerItIsNotOurs() {
        World.deleted(base).getMetadata().setFinalizers(List.of("example.com/theirs"));
        PerconaServerMySQLBackup fresh = World.deleted(world.backup("new", BackupType.FULL));
        fresh.getMetadata().setFinalizers(null);

        assertThat(world.decideDeletion(base)).isEmpty();
        assertThat(decide(fresh).next()).as("it is not begun any more").isEqualTo(Next.WAIT);
    }

    @Test
    void aMiddleIncrementIsRefusedInTheContractsWordsUntilItIsTheLast() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        PerconaServerMySQLBackup two = world.increment("two", 2);
        // Clocks do not decide.
        two.getStatus().completed = "2024-06-13T00:00:00Z";

        Decision refused = decide(one);

        assertThat(refused.next()).isEqualTo(Next.WAIT);
        assertThat(removed(one).getReason()).isEqualTo("MiddleOfChain");
        assertThat(removed(one).getMessage())
                .isEqualTo("Cannot delete incremental backup which is in middle of the chain");
        assertThat(refused.notes()).hasSize(1).allMatch(Note::warning);
        assertThat(refused.notes().getFirst().message())
                .isEqualTo("Cannot delete incremental backup which is in middle of the chain");
        assertThat(decide(one).notes()).as("said once").isEmpty();
        assertThat(Deletion.begun(one.getStatus())).isFalse();
        assertThat(Deletion.atRest(one.getStatus())).isTrue();

        world.backups.remove(two);
        assertThat(decide(one).next()).isEqualTo(Next.LAUNCH);
        assertThat(Deletion.atRest(one.getStatus())).isFalse();
    }

    @Test
    void incrementsOfTheReferenceGoByTheirTime() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        PerconaServerMySQLBackup two = World.deleted(world.increment("two", 2));
        one.getStatus().chain = null;
        two.getStatus().chain = null;

        assertThat(decide(one).next()).isEqualTo(Next.WAIT);
        assertThat(decide(two).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void onlyWhatSucceededComesAfter() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("failed", 2).getStatus().state = BackupState.FAILED;
        world.increment("other-base", 2).getStatus().destination = "s3://bucket/backups/c-x-full.incr/c-y-incr";
        world.increment("other-place", 2).getStatus().storage = World.s3("elsewhere");
        world.increment("other-cluster", 2).getSpec().clusterName = "d";

        assertThat(decide(one).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aBaseTakesItsChainNewestFirst() {
        world.increment("one", 1);
        PerconaServerMySQLBackup two = world.increment("two", 2);
        PerconaServerMySQLBackup failed = world.increment("failed", 3);
        failed.getStatus().state = BackupState.FAILED;
        World.deleted(base);

        List<String> gone = new ArrayList<>();
        for (Decision next = decide(base); next.next() == Next.DELETE_CHILD; next = decide(base)) {
            gone.add(next.child().getMetadata().getName());
            world.backups.remove(next.child());
        }

        assertThat(gone).containsExactly("failed", "two", "one");
        assertThat(two.getMetadata().getDeletionTimestamp()).isNull();
        assertThat(decide(base).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aBaseWaitsForAnIncrementThatGoes() {
        World.deleted(world.increment("one", 1));
        World.deleted(base);

        assertThat(decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(removed(base).getReason()).isEqualTo("IncrementsFirst");
        assertThat(removed(base).getMessage()).endsWith("the next is one");
    }

    @Test
    void theIncrementThatGoesNextIsNeverOneThatWouldWait() {
        world.increment("one", 1).getStatus().completed = "2024-06-14T09:00:00Z";
        world.increment("two", 2);

        assertThat(decide(World.deleted(base)).child().getMetadata().getName()).isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING", "UNKNOWN"})
    void aBackupAtWorkInTheChainIsWaitedFor(BackupState state) {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("two", 2).getStatus().state = state;

        for (PerconaServerMySQLBackup member : List.of(one, World.deleted(base))) {
            assertThat(decide(member).next()).isEqualTo(Next.WAIT);
            assertThat(removed(member).getReason()).isEqualTo("ChainInUse");
            assertThat(removed(member).getMessage()).startsWith("backup two is at work in its chain");
            assertThat(Deletion.atRest(member.getStatus())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "STARTING", "RUNNING"})
    void aRestoreOfTheChainIsWaitedFor(RestoreState state) {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        PerconaServerMySQLRestore restore = world.restore("r");
        restore.getSpec().backupName = "one";
        restore.getStatus().state = state;

        assertThat(decide(one).next()).isEqualTo(Next.WAIT);
        assertThat(removed(one).getMessage()).startsWith("restore r needs it");
        assertThat(decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreByDestinationIsWaitedForWhereverItIs() {
        PerconaServerMySQLRestore restore = world.runningRestore("r");
        restore.getMetadata().setNamespace("elsewhere");
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = World.BASE + ".incr/c-one-incr";

        assertThat(decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreThatDoesNotNeedItIsNotWaitedFor() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.runningRestore("of-base").getSpec().backupName = "base";
        world.runningRestore("ended").getSpec().backupName = "one";
        world.restores.getLast().getStatus().state = RestoreState.FAILED;
        world.runningRestore("of-a-namesake").getSpec().backupName = "one";
        world.restores.getLast().getMetadata().setNamespace("elsewhere");

        assertThat(decide(one).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void noBackupOfTheClusterRunsMeanwhile() {
        world.lease = false;

        assertThat(decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
        assertThat(removed(base).getReason()).isEqualTo("ChainInUse");
        assertThat(Deletion.begun(base.getStatus())).isFalse();
    }

    @Test
    void aStorageThatIsDownIsTriedAgainLaterAndLater() {
        World.deleted(base);
        decide(base);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            world.ended(RunKind.DELETE, unreachable());
            Decision failed = decide(base);
            assertThat(failed.next()).as("the lease is given back").isEqualTo(Next.FINISH);
            assertThat(failed.notes()).extracting(Note::reason).containsExactly("StorageUnreachable");
            waits.add(failed.again());

            assertThat(decide(base).next()).isEqualTo(Next.WAIT);
            assertThat(Deletion.atRest(base.getStatus())).isTrue();
            world.now = world.now.plus(failed.again());
            assertThat(decide(base).next()).isEqualTo(Next.RELAUNCH);
            world.running(RunKind.DELETE);
            decide(base);
        }

        assertThat(waits.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
        assertThat(removed(base).getReason()).isEqualTo("StorageUnreachable");
        assertThat(removed(base).getMessage()).contains(World.BASE).endsWith("nobody answers; look at the network");
    }

    @Test
    void aNewProcessAndAnEditDoNotWait() {
        World.deleted(base);
        world.ended(RunKind.DELETE, unreachable());
        decide(base);
        assertThat(decide(base).next()).isEqualTo(Next.WAIT);

        base.getMetadata().setGeneration(2L);
        assertThat(decide(base).next()).isEqualTo(Next.RELAUNCH);
        decide(base);
        world.runs.clear();
        assertThat(decide(base).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aRunThatWasToldToStopIsNoFailure() {
        World.deleted(base);
        world.ended(
                RunKind.DELETE,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunCancelled, "told to stop", "")));

        Decision decision = decide(base);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(base.getStatus().retry).isNull();
    }

    @Test
    void aRunOfTheOperatorBeforeIsFollowed() {
        World.deleted(base);
        world.running(RunKind.DELETE);
        world.lease = false;

        assertThat(decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(removed(base).getReason()).isEqualTo("Removing");
    }

    @Test
    void theAnnotationEndsItWithoutTheStorageButOnlyAfterATry() {
        World.deleted(base).getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));
        assertThat(decide(base).next()).isEqualTo(Next.LAUNCH);

        world.ended(RunKind.DELETE, unreachable());
        Decision abandoned = decide(base);

        assertThat(abandoned.next()).isEqualTo(Next.RELEASE);
        assertThat(abandoned.notes()).hasSize(1).allMatch(Note::warning);
        assertThat(abandoned.notes().getFirst().reason()).isEqualTo("ObjectsAbandoned");
        assertThat(abandoned.notes().getFirst().message())
                .startsWith("what is in " + World.BASE + " was left behind")
                .endsWith("nobody answers");
    }

    @Test
    void theAnnotationMayComeWhileItWaits() {
        World.deleted(base);
        world.ended(RunKind.DELETE, unreachable());
        decide(base);
        world.runs.clear();
        base.getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));

        assertThat(decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void theAnnotationDoesNotBreakAChain() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("two", 2);
        one.getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));
        one.getStatus().retry = new dev.dromedary.api.Retry();
        one.getStatus().retry.failures = 3;

        assertThat(decide(one).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void inANamespaceThatGoesTheObjectsAreLeftBehindAndNamed() {
        world.namespaceEnds = true;

        Decision decision = decide(World.deleted(base));

        assertThat(decision.next()).isEqualTo(Next.RELEASE);
        assertThat(decision.notes().getFirst().message())
                .isEqualTo("what is in " + World.BASE + " was left behind: its namespace goes");
    }

    @Test
    void inANamespaceThatGoesNoLostRunIsLookedFor() {
        base.getStatus().state = BackupState.RUNNING;
        world.namespaceEnds = true;
        World.deleted(base);

        world.running(RunKind.BACKUP);
        assertThat(world.decideDeletion(base)).isEmpty();
        world.runs.clear();
        assertThat(decide(base).next()).isEqualTo(Next.RELEASE);
    }

    @Test
    void withoutItsClusterTheStorageIsTheOneOfTheStatus() {
        world.cluster = null;
        base.getStatus().storage.s3.credentialsSecret = "of-the-status";

        assertThat(decide(World.deleted(base)).run().storage().credentialsSecret())
                .isEqualTo("of-the-status");
    }

    @Test
    void theClustersSecretOfTodayIsUsedForTheSamePlaceOnly() {
        world.cluster.getSpec().backup.storages.get("s3").s3.credentialsSecret = "renewed";
        assertThat(decide(World.deleted(base)).run().storage().credentialsSecret())
                .isEqualTo("renewed");

        world.cluster.getSpec().backup.storages.get("s3").s3.bucket = "moved";
        assertThat(decide(base).run().storage().credentialsSecret()).isEqualTo("s3-credentials");
    }

    @Test
    void aStorageThatCannotBeDescribedIsTriedAgainToo() {
        base.getStatus().storage.s3 = null;

        Decision decision = decide(World.deleted(base));

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(removed(base).getReason()).isEqualTo("StorageInvalid");
        assertThat(decision.again()).isPositive();
    }

    @Test
    void aStatusWithoutADestinationEndsIt() {
        base.getStatus().storage = null;

        assertThat(decide(World.deleted(base)).notes().getFirst().reason()).isEqualTo("ObjectsAbandoned");
    }

    @Test
    void noRestoreBeginsOnceObjectsMayBeGone() {
        PerconaServerMySQLRestore restore = world.restore("r");
        restore.getSpec().backupName = "base";
        World.deleted(base);
        assertThat(world.decide(restore).next()).as("the backup is whole still").isEqualTo(Next.LAUNCH);
        world.restores.clear();
        decide(base);

        PerconaServerMySQLRestore late = world.restore("r");
        late.getSpec().backupName = "base";

        world.decide(late);
        assertThat(late.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(late.getStatus().stateDescription).isEqualTo("PerconaServerMySQLBackup base is being deleted");
    }
}
