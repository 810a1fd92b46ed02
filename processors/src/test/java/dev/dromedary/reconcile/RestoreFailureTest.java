package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.Test;

/** A restore on a plain host that comes to nothing, and what its server runs on then. */
class RestoreFailureTest {
    private final RestoreSteps steps = new RestoreSteps();

    @Test
    void aServerThatDoesNotStopIsStartedAgain() {
        steps.decide();
        steps.world.ended(RunKind.PLAN, World.success());
        steps.decide();
        steps.answer(Next.STOP_SERVER, new ServerAnswer.Failed(RestoreSteps.broken()));

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("it broke");
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aRestoreThatBreaksBringsTheServerBackOnItsOldData() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("it broke");
        assertThat(steps.message("Ready")).contains("the server runs on it");
    }

    @Test
    void aServerThatDoesNotStartOnTheNewDataGetsItsOldDataBack() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.succeeded(null));
        steps.decide();
        steps.answer(Next.START_SERVER, new ServerAnswer.Failed(RestoreSteps.broken()));

        assertThat(steps.decide().next()).as("it may be half up").isEqualTo(Next.STOP_SERVER);
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        assertThat(steps.launched()).isEqualTo(RunKind.ROLL_BACK);
        steps.world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));
        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.message("Ready")).contains("it broke").contains("the server runs on it");
    }

    @Test
    void whatAToolSaidIsToldInOnePiece() {
        steps.untilStopped();
        BackupException quoting = new BackupException(Reason.PrepareFailed, "it said: size; LSN=5", "do this");
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, quoting));
        steps.decide();

        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("it said: size; LSN=5");
        assertThat(steps.message("Ready"))
                .isEqualTo("it said: size; LSN=5; the old data is in place and the server runs on it; do this");
    }

    @Test
    void noServerIsStartedOnDataThatIsNeitherOldNorNew() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED_WITH_LEFTOVERS, RestoreSteps.broken()));

        assertThat(steps.launched()).as("the old data is put back first").isEqualTo(RunKind.ROLL_BACK);
        steps.world.ended(RunKind.ROLL_BACK, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));
        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aServerStartsOnItsOldDataOnceThatWasPutBack() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED_WITH_LEFTOVERS, RestoreSteps.broken()));
        steps.decide();
        steps.world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("it broke");
    }

    @Test
    void aServerThatStartsOnNeitherSaysSo() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));
        steps.decide();

        steps.answer(
                Next.START_SERVER,
                new ServerAnswer.Failed(new BackupException(Reason.ServerNotStarted, "it does not start", "look")));

        assertThat(steps.message("Ready")).isEqualTo("it broke; the old data is in place, but it does not start; look");
    }

    @Test
    void oldDataThatCannotBeRemovedDoesNotUndoARestore() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.succeeded(null));
        steps.decide();
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        steps.world.ended(RunKind.ACCEPT, RunResult.failed(Outcome.FAILED, RestoreSteps.broken()));

        steps.decide();

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(Conditions.fails(steps.restore.getStatus().conditions, "Accepted"))
                .isTrue();
    }
}
