package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreDeciderTest {
    private final BackupException broken = new BackupException(Reason.PrepareFailed, "it broke", "do this");

    private final World world = new World();
    private final PerconaServerMySQLRestore restore = world.restore("r");

    RestoreDeciderTest() {
        world.base("base", "2024-06-14T08:00:00Z");
        restore.getSpec().backupName = "base";
    }

    @Test
    void aRestoreGoesThroughAllItsStages() {
        assertThat(launched()).isEqualTo(RunKind.PLAN);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.STARTING);
        world.ended(RunKind.PLAN, World.success());

        assertThat(world.decide(restore).next()).isEqualTo(Next.STOP_SERVER);
        afterwards(Next.STOP_SERVER, Optional.empty());
        assertThat(launched()).isEqualTo(RunKind.RESTORE);
        world.ended(RunKind.RESTORE, RunResult.succeeded(null));

        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        afterwards(Next.START_SERVER, Optional.empty());
        assertThat(launched()).isEqualTo(RunKind.ACCEPT);
        world.ended(RunKind.ACCEPT, RunResult.succeeded(null));

        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(restore.getStatus().completed).isNotEmpty();
        assertThat(restore.getStatus().conditions)
                .extracting(Condition::getType)
                .contains("Planned", "Verified", "Paused", "Staged", "Prepared", "Swapped", "Started", "Accepted");
    }

    @Test
    void aPlanThatFailsEndsWithTheServerUp() {
        world.decide(restore);
        world.ended(RunKind.PLAN, RunResult.failed(Outcome.NOT_STARTED, broken));

        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(restore.getStatus().stateDescription).isEqualTo("it broke");
    }

    @Test
    void anErrorIsSoftWhenTheRestoreIsEdited() {
        aPlanThatFailsEndsWithTheServerUp();
        world.runs.clear();
        restore.getMetadata().setGeneration(2L);

        assertThat(launched()).isEqualTo(RunKind.PLAN);
    }

    @Test
    void aVerifyingRestoreTouchesNothing() {
        restore.getSpec().target = RestoreTarget.VERIFY;
        world.decide(restore);
        world.ended(RunKind.PLAN, World.success());

        assertThat(launched()).isEqualTo(RunKind.VERIFY);
        world.ended(RunKind.VERIFY, RunResult.succeeded(null));
        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
    }

    @Test
    void aServerThatDoesNotStopEndsTheRestore() {
        world.decide(restore);
        world.ended(RunKind.PLAN, World.success());
        world.decide(restore);

        afterwards(Next.STOP_SERVER, Optional.of(broken));

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aRestoreThatBreaksBringsTheServerBackOnItsOldData() {
        untilStopped();
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, broken));

        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        afterwards(Next.START_SERVER, Optional.empty());

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(restore.getStatus().stateDescription).isEqualTo("it broke");
        assertThat(message("Ready")).contains("the server runs on it");
    }

    @Test
    void aServerThatDoesNotStartOnTheNewDataGetsItsOldDataBack() {
        untilStopped();
        world.ended(RunKind.RESTORE, RunResult.succeeded(null));
        world.decide(restore);
        afterwards(Next.START_SERVER, Optional.of(broken));

        assertThat(world.decide(restore).next()).as("it may be half up").isEqualTo(Next.STOP_SERVER);
        afterwards(Next.STOP_SERVER, Optional.empty());
        assertThat(launched()).isEqualTo(RunKind.ROLL_BACK);
        world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));
        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        afterwards(Next.START_SERVER, Optional.empty());

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(message("Ready")).contains("it broke").contains("the server runs on it");
    }

    @Test
    void whatAToolSaidIsToldInOnePiece() {
        untilStopped();
        BackupException quoting = new BackupException(Reason.PrepareFailed, "it said: size; LSN=5", "do this");
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, quoting));
        world.decide(restore);

        afterwards(Next.START_SERVER, Optional.empty());

        assertThat(restore.getStatus().stateDescription).isEqualTo("it said: size; LSN=5");
        assertThat(message("Ready"))
                .isEqualTo("it said: size; LSN=5; the old data is in place and the server runs on it; do this");
    }

    @Test
    void noServerIsStartedOnDataThatIsNeitherOldNorNew() {
        untilStopped();
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED_WITH_LEFTOVERS, broken));

        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aServerThatStartsOnNeitherSaysSo() {
        untilStopped();
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, broken));
        world.decide(restore);

        afterwards(
                Next.START_SERVER,
                Optional.of(new BackupException(Reason.ServerNotStarted, "it does not start", "look")));

        assertThat(message("Ready")).isEqualTo("it broke; the old data is in place, but it does not start; look");
    }

    @Test
    void oldDataThatCannotBeRemovedDoesNotUndoARestore() {
        untilStopped();
        world.ended(RunKind.RESTORE, RunResult.succeeded(null));
        world.decide(restore);
        afterwards(Next.START_SERVER, Optional.empty());
        world.ended(RunKind.ACCEPT, RunResult.failed(Outcome.FAILED, broken));

        world.decide(restore);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(Conditions.fails(restore.getStatus().conditions, "Accepted")).isTrue();
    }

    private void untilStopped() {
        world.decide(restore);
        world.ended(RunKind.PLAN, World.success());
        world.decide(restore);
        afterwards(Next.STOP_SERVER, Optional.empty());
    }

    private RunKind launched() {
        Decision decision = world.decide(restore);
        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        return decision.run().kind();
    }

    private void afterwards(Next action, Optional<BackupException> failure) {
        RestoreDecider.afterwards(world.view(restore), action, failure);
    }

    private String message(String condition) {
        return Conditions.find(restore.getStatus().conditions, condition)
                .orElseThrow()
                .getMessage();
    }
}
