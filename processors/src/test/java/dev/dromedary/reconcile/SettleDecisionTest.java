package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups whose run left no answer, or left something behind: the manifest decides, as soon as it can be read. */
class SettleDecisionTest {
    private final World world = new World();
    private PerconaServerMySQLBackup backup;
    private BackupStatus status;

    @BeforeEach
    void start() {
        backup = world.backup("b", BackupType.FULL);
        status = backup.getStatus();
        world.decide(backup);
    }

    @Test
    void aLostRunIsSettledByWhatTheStorageHolds() {
        assertThat(world.decide(backup).run().kind()).isEqualTo(RunKind.SETTLE);
        world.ended(RunKind.SETTLE, World.success());
        world.decide(backup);
        assertThat(status.state).isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void aLostRunWhoseStorageDoesNotAnswerIsFailedNotForgotten() {
        world.ended(RunKind.SETTLE, unreachable());

        Decision decision = world.decide(backup);

        assertThat(decision.next()).as("others may go on").isEqualTo(Next.FINISH);
        assertThat(status.state).isEqualTo(BackupState.FAILED);
        assertThat(status.stateDescription)
                .isEqualTo("the run was lost, and the storage cannot be asked what became of it: no answer");
        assertThat(BackupDecider.hasLeftovers(status)).isTrue();
    }

    @Test
    void aSettleThatIsToldToStopSaysNothingOfTheBackup() {
        world.ended(RunKind.SETTLE, failure(Outcome.NOT_STARTED, Reason.RunCancelled));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(decision.changed()).isFalse();
    }

    @Test
    void aGoodBackupThatWasTakenForLostSucceedsWhenItsManifestIsSeen() {
        world.ended(RunKind.SETTLE, unreachable());
        world.decide(backup);
        world.ended(RunKind.SETTLE, World.success());

        assertThat(world.decide(backup).next()).isEqualTo(Next.FINISH);
        assertThat(status.state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(status.stateDescription).isNull();
        assertThat(status.retry).isNull();
        assertThat(BackupDecider.hasLeftovers(status)).isFalse();
        assertThat(world.decide(backup).next()).as("and that is the end").isEqualTo(Next.WAIT);
    }

    @Test
    void aLostBackupThatIsSeenToBeNoneSaysSo() {
        world.ended(RunKind.SETTLE, unreachable());
        world.decide(backup);
        world.ended(RunKind.SETTLE, failure(Outcome.FAILED, Reason.RunLost));

        world.decide(backup);

        assertThat(status.state).isEqualTo(BackupState.FAILED);
        assertThat(status.stateDescription).isEqualTo("what happened");
        assertThat(Conditions.holds(status.conditions, BackupDecider.CLEANED)).isTrue();
    }

    @Test
    void whatCouldNotBeRemovedIsRemovedLaterAndTheReasonStays() {
        fail();
        assertThat(world.decide(backup).run().kind()).isEqualTo(RunKind.SETTLE);
        world.ended(RunKind.SETTLE, failure(Outcome.FAILED, Reason.RunLost));

        assertThat(world.decide(backup).next()).isEqualTo(Next.FINISH);
        assertThat(BackupDecider.hasLeftovers(status)).isFalse();
        assertThat(Conditions.find(status.conditions, "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.getReason()).isEqualTo("StorageUnreachable"));
        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void thePausesBetweenAttemptsDoubleUpToTheLongest() {
        fail();
        world.ended(RunKind.SETTLE, unreachable());

        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
            Instant next = world.now.plusSeconds(seconds);
            assertThat(status.retry.next).isEqualTo(next.toString());
            world.now = next.minusMillis(1);
            assertThat(world.decide(backup).changed()).as("too early").isFalse();
            world.now = next;
            assertThat(world.decide(backup).next()).isEqualTo(Next.RELAUNCH);
        }
        assertThat(status.retry.failures).isEqualTo(11);
    }

    @Test
    void theStatusSaysWhyAndWhenItIsTriedAgain() {
        fail();
        world.ended(RunKind.SETTLE, unreachable());

        world.decide(backup);

        Condition cleaned =
                Conditions.find(status.conditions, BackupDecider.CLEANED).orElseThrow();
        assertThat(cleaned.getReason()).isEqualTo("StorageUnreachable");
        assertThat(cleaned.getMessage())
                .isEqualTo("what the run left in " + status.destination
                        + " could not be removed yet: no answer; it is tried again at 2024-06-15T10:30:01Z");
    }

    @Test
    void anAttemptIsNotDueBeforeTheLastOneHasEnded() {
        fail();
        world.running(RunKind.SETTLE);
        world.now = world.now.plus(Duration.ofHours(1));

        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
    }

    @Test
    void aNewProcessTriesAtOnce() {
        fail();
        world.ended(RunKind.SETTLE, unreachable());
        world.decide(backup);
        world.runs.remove(RunKind.SETTLE);

        assertThat(world.decide(backup).next()).isEqualTo(Next.LAUNCH);
        assertThat(BackupDecider.isBeingSettled(status)).isTrue();
    }

    @Test
    void anEditTriesAtOnce() {
        fail();
        world.ended(RunKind.SETTLE, unreachable());
        world.decide(backup);
        assertThat(BackupDecider.isBeingSettled(status)).as("it waits").isFalse();
        backup.getMetadata().setGeneration(2L);

        assertThat(world.decide(backup).next()).isEqualTo(Next.RELAUNCH);
        world.decide(backup);
        assertThat(world.decide(backup).next()).as("once").isEqualTo(Next.WAIT);
    }

    /** The run ends with leftovers. */
    private void fail() {
        world.ended(RunKind.BACKUP, failure(Outcome.FAILED_WITH_LEFTOVERS, Reason.StorageUnreachable));
        world.decide(backup);
        world.lease = false;
    }

    private static RunResult unreachable() {
        return RunResult.failed(
                Outcome.NOT_STARTED, new BackupException(Reason.StorageUnreachable, "no answer", "see to the network"));
    }

    private static RunResult failure(Outcome outcome, Reason reason) {
        return RunResult.failed(outcome, new BackupException(reason, "what happened", "what to do"));
    }
}
