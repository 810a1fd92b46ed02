package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import org.junit.jupiter.api.Test;

/** A cluster of three is paused for a restore, and what it was is kept. */
class RestorePauseTest {
    private final RestoreSteps steps = RestoreSteps.inKubernetes();

    @Test
    void whatWasThereIsKeptBeforeTheClusterIsPaused() {
        steps.untilStopping();

        assertThat(steps.restore.getStatus().paused.replicas).isEqualTo(3);
        assertThat(steps.restore.getStatus().paused.pause).isNull();
        ServerAction stop = steps.action(Next.STOP_SERVER);
        assertThat(stop.pause()).isTrue();
        assertThat(stop.since()).isEqualTo(World.NOW);
    }

    @Test
    void aStopThatTakesTimeIsAskedForAgainAndItsTimeCountsFromTheFirst() {
        steps.untilStopping();
        Decision wait = steps.answer(Next.STOP_SERVER, RestoreSteps.NOT_YET);
        assertThat(wait.next()).isEqualTo(Next.WAIT);
        assertThat(wait.changed()).isFalse();

        steps.world.now = World.NOW.plusSeconds(100);
        steps.world.set = RestoreSteps.set(0);
        Decision again = steps.decide();

        assertThat(again.next()).isEqualTo(Next.STOP_SERVER);
        assertThat(again.changed()).isFalse();
        assertThat(again.notes()).isEmpty();
        assertThat(steps.action(Next.STOP_SERVER).since()).isEqualTo(World.NOW);
        assertThat(steps.restore.getStatus().paused.replicas)
                .as("of before the pause")
                .isEqualTo(3);
    }

    @Test
    void aClusterThatItsOwnerHadPausedIsStartedToBeAcceptedAndPausedAgain() {
        steps.pausedByItsOwner();
        steps.untilStopping();
        assertThat(steps.restore.getStatus().paused.pause).isTrue();
        assertThat(steps.restore.getStatus().paused.replicas).isEqualTo(3);

        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        steps.untilSwappedAfterTheStop();
        steps.decide();
        assertThat(steps.action(Next.START_SERVER).pause()).isFalse();
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        steps.accept();
        steps.decide();

        assertThat(steps.action(Next.RESUME_CLUSTER).pause()).isTrue();
        assertThat(steps.action(Next.RESUME_CLUSTER).members()).isEqualTo(3);
    }

    @Test
    void aSetThatWasScaledToNothingByHandComesUpWithItsSize() {
        steps.world.set = RestoreSteps.set(0);
        steps.untilStopping();

        assertThat(steps.restore.getStatus().paused.replicas).isEqualTo(1);
    }

    @Test
    void aClusterThatCannotBeStoppedIsPutBack() {
        steps.untilStopping();
        steps.answer(Next.STOP_SERVER, RestoreSteps.TOO_LATE);

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        assertThat(steps.action(Next.START_SERVER).members()).isEqualTo(3);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("too late");
    }

    @Test
    void aSetThatIsMissingEndsTheRestoreBeforeThePause() {
        steps.world.set = ServerSet.missing("c-mysql", false);

        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(steps.message("Ready"))
                .isEqualTo("StatefulSet c-mysql in namespace ns is not found; create it, or name the one of this"
                        + " cluster in spec.mysql.statefulSetName");
    }

    @Test
    void aVerifyingRestoreNeedsNoServer() {
        steps.world.set = ServerSet.missing("c-mysql", false);
        steps.restore.getSpec().target = RestoreTarget.VERIFY;

        assertThat(steps.decide().run().kind()).isEqualTo(RunKind.PLAN);
    }
}
