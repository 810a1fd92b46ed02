package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.Note;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain of three with a copy, of which the newest is to be removed from one storage. */
class RemovalDeciderTest {
    private final World world = new World();
    private PerconaServerMySQLBackup two;

    @BeforeEach
    void copied() {
        world.base("base", "2024-06-14T08:00:00Z");
        world.increment("one", 1);
        two = world.increment("two", 2);
        Copied.all(world.backups);
        Copied.asked(two, "s3");
    }

    private Decision decide(PerconaServerMySQLBackup backup) {
        return RemovalDecider.decide(view(backup)).orElseThrow();
    }

    private RemovalView view(PerconaServerMySQLBackup backup) {
        return new RemovalView(
                backup,
                Optional.of(world.cluster),
                world.backups,
                world.restores,
                world.runs.getOrDefault(RunKind.COPY, RunView.ABSENT),
                world.runs.getOrDefault(RunKind.REMOVE, RunView.ABSENT),
                () -> world.lease,
                World.RETRIES,
                world.now);
    }

    private static Condition told(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, "RemovedFrom").orElseThrow();
    }

    private void failed(Reason reason) {
        world.ended(RunKind.REMOVE, RunResult.failed(Outcome.FAILED, new BackupException(reason, "so it is", "")));
    }

    @Test
    void thePlaceDoesNotCountBeforeAnythingIsRemovedFromIt() {
        Decision marked = decide(two);

        assertThat(marked.next()).isEqualTo(Next.WAIT);
        assertThat(marked.changed()).isTrue();
        assertThat(marked.again()).isPositive();
        assertThat(two.getStatus().storageState).isEqualTo(CopyState.REMOVING);
        assertThat(told(two).getReason()).isEqualTo("Removing");

        Decision launched = decide(two);
        assertThat(launched.next()).isEqualTo(Next.LAUNCH);
        assertThat(launched.run().kind()).isEqualTo(RunKind.REMOVE);
        assertThat(launched.run().destination()).isEqualTo(two.getStatus().destination);
        assertThat(launched.run().copies().all())
                .extracting(CopyTarget::name)
                .as("who has to prove that it is whole")
                .containsExactly("other");

        world.running(RunKind.REMOVE);
        assertThat(decide(two).next()).isEqualTo(Next.WAIT);
        world.ended(RunKind.REMOVE, RunResult.done("4 objects are gone"));
        Decision removed = decide(two);
        assertThat(removed.next()).as("the next removal finds no answer").isEqualTo(Next.FORGET);
        assertThat(two.getStatus().storageState).isEqualTo(CopyState.REMOVED);
        assertThat(removed.notes().getFirst().message())
                .isEqualTo("it was removed from s3: 4 objects are gone; it stays in other");
        assertThat(Removal.pending(two)).isFalse();
        assertThat(Unfinished.is(two)).as("it costs nothing any more").isFalse();
    }

    @Test
    void aCopyGoesAsWellAndTheBackupsOwnStorageStays() {
        Copied.asked(two, "other");

        decide(two);
        assertThat(Copied.copy(two)).isEqualTo(CopyState.REMOVING);
        Decision launched = decide(two);
        assertThat(launched.run().destination()).startsWith("s3://elsewhere/");
        assertThat(launched.run().copies().all().getFirst().destination()).startsWith("s3://bucket/");
        world.ended(RunKind.REMOVE, RunResult.done("4 objects are gone"));
        decide(two);

        assertThat(Copied.copy(two)).isEqualTo(CopyState.REMOVED);
        assertThat(two.getStatus().storageState).isNull();
        assertThat(Copying.wanted(two)).as("it is not completed again").isFalse();
    }

    @Test
    void theAnswerToAnEarlierRemovalIsNoneToThis() {
        world.ended(RunKind.REMOVE, RunResult.done("4 objects are gone"));

        assertThat(decide(two).next()).isEqualTo(Next.FORGET);
        assertThat(two.getStatus().storageState).isNull();
    }

    @Test
    void aStorageThatIsDownIsTriedAgainLaterAndLater() {
        decide(two);
        decide(two);
        failed(Reason.StorageUnreachable);

        Decision failed = decide(two);
        assertThat(failed.again()).isEqualTo(Duration.ofSeconds(1));
        assertThat(failed.changed()).isTrue();
        assertThat(failed.notes()).extracting(Note::reason).containsExactly("StorageUnreachable");
        assertThat(told(two).getReason()).isEqualTo("StorageUnreachable");
        assertThat(Removal.underWay(two)).isFalse();
        assertThat(decide(two).changed()).isFalse();

        world.now = world.now.plusSeconds(1);
        Decision again = decide(two);
        assertThat(again.next()).isEqualTo(Next.RELAUNCH);
        assertThat(Removal.underWay(two)).isTrue();
        assertThat(told(two).getReason()).as("until it has succeeded").isEqualTo("StorageUnreachable");
        assertThat(decide(two).again()).isEqualTo(Duration.ofSeconds(2));

        world.ended(RunKind.REMOVE, RunResult.done("there was nothing left of it"));
        decide(two);
        assertThat(two.getStatus().removeRetry).isNull();
        assertThat(told(two).getStatus()).isEqualTo("True");
    }

    @Test
    void aProcessThatWasToldToStopIsFollowedByAnother() {
        decide(two);
        failed(Reason.RunCancelled);

        assertThat(decide(two).next()).isEqualTo(Next.RELAUNCH);
    }

    @Test
    void aCopyThatTurnsOutNotToBeWholeIsCompletedFromThePlaceWhichCountsAgain() {
        decide(two);
        decide(two);
        failed(Reason.LastPlace);

        Decision failed = decide(two);
        assertThat(failed.again()).isPositive();
        assertThat(failed.notes()).extracting(Note::reason).containsExactly("LastPlace");

        assertThat(two.getStatus().storageState).isNull();
        assertThat(Copied.copy(two)).isEqualTo(CopyState.INCOMPLETE);
        assertThat(Copying.wanted(two)).isTrue();
        assertThat(decide(two).next()).isEqualTo(Next.WAIT);
        two.getStatus().copies.getFirst().state = CopyState.COMPLETE;
        two.getStatus().retry = null;
        world.now = world.now.plusSeconds(60);
        assertThat(decide(two).next()).isEqualTo(Next.FORGET);
        world.runs.clear();
        decide(two);
        assertThat(two.getStatus().storageState).isEqualTo(CopyState.REMOVING);
    }

    @Test
    void oneThatIsDeletedOrDidNotSucceedIsNotRemovedFromAnywhere() {
        PerconaServerMySQLBackup failed = world.backup("failed", BackupType.FULL);
        failed.getStatus().state = BackupState.FAILED;
        Copied.asked(failed, "s3");

        assertThat(RemovalDecider.decide(view(failed))).isEmpty();
        assertThat(RemovalDecider.decide(view(World.deleted(two)))).isEmpty();
    }

    @Test
    void theConditionOfTheCopiesTellsOfThoseThatAreThere() {
        Copied.in("third", "third", two, CopyState.COMPLETE);
        Copied.asked(two, "third");
        decide(two);
        decide(two);
        world.ended(RunKind.REMOVE, RunResult.done("gone"));
        decide(two);
        assertThat(Conditions.find(two.getStatus().conditions, "Copied")
                        .orElseThrow()
                        .getMessage())
                .isEqualTo("the backup is complete in other, too");

        Copied.asked(two, "other");
        world.runs.clear();
        decide(two);
        decide(two);
        world.ended(RunKind.REMOVE, RunResult.done("gone"));
        decide(two);
        assertThat(Conditions.find(two.getStatus().conditions, "Copied")).isEmpty();
        assertThat(List.of(
                        two.getStatus().copies.get(0).state,
                        two.getStatus().copies.get(1).state))
                .containsOnly(CopyState.REMOVED);
    }
}
