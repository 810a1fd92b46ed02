package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.Retry;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has to go, or to end, before a member of a chain goes. */
class DeletionChainTest {
    private final Deletions deletions = new Deletions();
    private final World world = deletions.world;
    private final PerconaServerMySQLBackup base = deletions.base;

    @Test
    void aMiddleIncrementIsRefusedInTheContractsWordsUntilItIsTheLast() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        PerconaServerMySQLBackup two = world.increment("two", 2);
        // Clocks do not decide.
        two.getStatus().completed = "2024-06-13T00:00:00Z";

        Decision refused = deletions.decide(one);

        assertThat(refused.next()).isEqualTo(Next.WAIT);
        assertThat(Deletions.removed(one).getReason()).isEqualTo("MiddleOfChain");
        assertThat(Deletions.removed(one).getMessage())
                .isEqualTo("Cannot delete incremental backup which is in middle of the chain");
        assertThat(refused.notes()).hasSize(1).allMatch(Note::warning);
        assertThat(refused.notes().getFirst().message())
                .isEqualTo("Cannot delete incremental backup which is in middle of the chain");
        assertThat(deletions.decide(one).notes()).as("said once").isEmpty();
        assertThat(Deletion.begun(one.getStatus())).isFalse();
        assertThat(Deletion.atRest(one.getStatus())).isTrue();

        world.backups.remove(two);
        assertThat(deletions.decide(one).next()).isEqualTo(Next.LAUNCH);
        assertThat(Deletion.atRest(one.getStatus())).isFalse();
    }

    @Test
    void incrementsOfTheReferenceGoByTheirTime() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        PerconaServerMySQLBackup two = World.deleted(world.increment("two", 2));
        one.getStatus().chain = null;
        two.getStatus().chain = null;

        assertThat(deletions.decide(one).next()).isEqualTo(Next.WAIT);
        assertThat(deletions.decide(two).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void onlyWhatSucceededComesAfter() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("failed", 2).getStatus().state = BackupState.FAILED;
        world.increment("other-base", 2).getStatus().destination = "s3://bucket/backups/c-x-full.incr/c-y-incr";
        world.increment("other-place", 2).getStatus().storage = World.s3("elsewhere");
        world.increment("other-cluster", 2).getSpec().clusterName = "d";

        assertThat(deletions.decide(one).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aBaseTakesItsChainNewestFirst() {
        world.increment("one", 1);
        PerconaServerMySQLBackup two = world.increment("two", 2);
        PerconaServerMySQLBackup failed = world.increment("failed", 3);
        failed.getStatus().state = BackupState.FAILED;
        World.deleted(base);

        List<String> gone = new ArrayList<>();
        for (Decision next = deletions.decide(base); next.next() == Next.DELETE_CHILD; next = deletions.decide(base)) {
            gone.add(next.child().getMetadata().getName());
            world.backups.remove(next.child());
        }

        assertThat(gone).containsExactly("failed", "two", "one");
        assertThat(two.getMetadata().getDeletionTimestamp()).isNull();
        assertThat(deletions.decide(base).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void aBaseWaitsForAnIncrementThatGoes() {
        World.deleted(world.increment("one", 1));
        World.deleted(base);

        assertThat(deletions.decide(base).next()).isEqualTo(Next.WAIT);
        assertThat(Deletions.removed(base).getReason()).isEqualTo("IncrementsFirst");
        assertThat(Deletions.removed(base).getMessage()).endsWith("the next is one");
    }

    @Test
    void theIncrementThatGoesNextIsNeverOneThatWouldWait() {
        world.increment("one", 1).getStatus().completed = "2024-06-14T09:00:00Z";
        world.increment("two", 2);

        assertThat(deletions.decide(World.deleted(base)).child().getMetadata().getName())
                .isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING", "UNKNOWN"})
    void aBackupAtWorkInTheChainIsWaitedFor(BackupState state) {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("two", 2).getStatus().state = state;

        for (PerconaServerMySQLBackup member : List.of(one, World.deleted(base))) {
            assertThat(deletions.decide(member).next()).isEqualTo(Next.WAIT);
            assertThat(Deletions.removed(member).getReason()).isEqualTo("ChainInUse");
            assertThat(Deletions.removed(member).getMessage()).startsWith("backup two is at work in its chain");
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

        assertThat(deletions.decide(one).next()).isEqualTo(Next.WAIT);
        assertThat(Deletions.removed(one).getMessage()).startsWith("restore r needs it");
        assertThat(deletions.decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreByDestinationIsWaitedForWhereverItIs() {
        PerconaServerMySQLRestore restore = world.runningRestore("r");
        restore.getMetadata().setNamespace("elsewhere");
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = World.BASE + ".incr/c-one-incr";

        assertThat(deletions.decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreThatDoesNotNeedItIsNotWaitedFor() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.runningRestore("of-base").getSpec().backupName = "base";
        world.runningRestore("ended").getSpec().backupName = "one";
        world.restores.getLast().getStatus().state = RestoreState.FAILED;
        world.runningRestore("of-a-namesake").getSpec().backupName = "one";
        world.restores.getLast().getMetadata().setNamespace("elsewhere");

        assertThat(deletions.decide(one).next()).isEqualTo(Next.LAUNCH);
    }

    @Test
    void noBackupOfTheClusterRunsMeanwhile() {
        world.lease = false;

        assertThat(deletions.decide(World.deleted(base)).next()).isEqualTo(Next.WAIT);
        assertThat(Deletions.removed(base).getReason()).isEqualTo("ChainInUse");
        assertThat(Deletion.begun(base.getStatus())).isFalse();
    }

    @Test
    void theAnnotationDoesNotBreakAChain() {
        PerconaServerMySQLBackup one = World.deleted(world.increment("one", 1));
        world.increment("two", 2);
        one.getMetadata().setAnnotations(Map.of(Names.ABANDON_OBJECTS_ANNOTATION, "true"));
        one.getStatus().retry = new Retry();
        one.getStatus().retry.failures = 3;

        assertThat(deletions.decide(one).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void noRestoreBeginsOnceObjectsMayBeGone() {
        PerconaServerMySQLRestore restore = world.restore("r");
        restore.getSpec().backupName = "base";
        World.deleted(base);
        assertThat(world.decide(restore).next()).as("the backup is whole still").isEqualTo(Next.LAUNCH);
        world.restores.clear();
        deletions.decide(base);

        PerconaServerMySQLRestore late = world.restore("r");
        late.getSpec().backupName = "base";

        world.decide(late);
        assertThat(late.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(late.getStatus().stateDescription).isEqualTo("PerconaServerMySQLBackup base is being deleted");
    }
}
