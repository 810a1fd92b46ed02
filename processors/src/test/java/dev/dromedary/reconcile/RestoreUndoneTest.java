package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A restore that comes to nothing puts a cluster of three back as it was. */
class RestoreUndoneTest {
    private final RestoreSteps steps = RestoreSteps.inKubernetes();

    @Test
    void aRestoreThatBreaksBringsAllMembersBackOnTheirOldData() {
        steps.untilStopping();
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        steps.decide();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        ServerAction start = steps.action(Next.START_SERVER);
        assertThat(start.members()).isEqualTo(3);
        assertThat(start.pause()).isNull();
        assertThat(start.reclone()).isFalse();
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.message("Ready")).contains("the old data is in place and the server runs on it");
    }

    @Test
    void aRestoreThatBreaksLeavesAPausedClusterPaused() {
        steps.pausedByItsOwner();
        steps.untilStopping();
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        steps.decide();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));
        steps.decide();

        assertThat(steps.action(Next.START_SERVER).pause()).isTrue();
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.message("Ready")).contains("the old data is in place and the cluster is paused, as it was");
    }

    @Test
    void aServerThatDoesNotComeUpIsStoppedAndRolledBackAndEachHasItsOwnTime() {
        steps.untilSwapped();
        steps.decide();
        steps.world.now = World.NOW.plus(Duration.ofMinutes(5));
        steps.answer(Next.START_SERVER, RestoreSteps.TOO_LATE);

        assertThat(steps.decide().next()).isEqualTo(Next.STOP_SERVER);
        assertThat(steps.action(Next.STOP_SERVER).since()).isEqualTo(steps.world.now);
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        assertThat(steps.decide().run().kind()).isEqualTo(RunKind.ROLL_BACK);
        steps.world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));
        steps.world.now = World.NOW.plus(Duration.ofMinutes(6));
        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        assertThat(steps.action(Next.START_SERVER).members()).isEqualTo(3);
        assertThat(steps.action(Next.START_SERVER).since()).isEqualTo(steps.world.now);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("too late");
    }

    @Test
    void aServerThatIsSlowOnItsOldDataIsNotTakenForARestoredOne() {
        steps.untilSwapped();
        steps.decide();
        steps.answer(Next.START_SERVER, RestoreSteps.TOO_LATE);
        steps.decide();
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        assertThat(steps.launched()).isEqualTo(RunKind.ROLL_BACK);
        steps.world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));
        steps.decide();
        steps.answer(Next.START_SERVER, RestoreSteps.NOT_YET);

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);

        assertThat(steps.action(Next.START_SERVER).members())
                .as("all, as before")
                .isEqualTo(3);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aServerThatCannotBeStoppedToRollBackIsLeftToAPerson() {
        steps.untilSwapped();
        steps.decide();
        steps.answer(Next.START_SERVER, RestoreSteps.TOO_LATE);
        steps.decide();

        assertThat(steps.answer(Next.STOP_SERVER, RestoreSteps.TOO_LATE).next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aStorageThatIsTakenOutDuringARestoreBringsTheOldDataBack() {
        steps.untilStopping();
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        steps.world.cluster.getSpec().backup.storages.clear();

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.restore.getStatus().stateDescription).startsWith("s3 not found in spec.backup.storages");
    }

    @Test
    void aClusterThatIsTakenAwayDuringARestoreIsNoErrorThatTouchedNothing() {
        steps.untilStopping();
        steps.world.cluster = null;

        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }
}
