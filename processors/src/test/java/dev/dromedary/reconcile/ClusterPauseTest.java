package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import org.junit.jupiter.api.Test;

/** How many members there are to be in a pause and after it. */
class ClusterPauseTest {
    private final ClusterWorld seen = new ClusterWorld();

    @Test
    void aPauseScalesToNothingAndKeepsHowManyThereWere() {
        seen.cluster.getSpec().pause = true;
        assertThat(seen.decide().next()).isEqualTo(Next.SCALE);
        assertThat(seen.kept()).isEqualTo("3");
        seen.assertState(ClusterState.STOPPING, 0, 3);

        seen.set = ClusterWorld.set(0, 1, 0);
        assertThat(seen.decide().next()).isEqualTo(Next.WAIT);
        seen.assertState(ClusterState.STOPPING, 0, 0);
        assertThat(seen.message("Ready")).isEqualTo("pods left: 1");

        seen.set = ClusterWorld.set(0, 0, 0);
        seen.decide();
        seen.assertState(ClusterState.PAUSED, 0, 0);
        assertThat(seen.kept()).isEqualTo("3");
    }

    @Test
    void whoScalesAPausedClusterUpIsNotHeard() {
        seen.cluster.getSpec().pause = true;
        seen.keep("3");
        seen.set = ClusterWorld.set(5, 0, 0);

        assertThat(seen.decide().next()).isEqualTo(Next.SCALE);
        assertThat(seen.size()).isZero();
        assertThat(seen.kept()).isEqualTo("3");
    }

    @Test
    void theEndOfAPauseBringsBackWhatWasThere() {
        seen.keep("3");
        seen.set = ClusterWorld.set(0, 0, 0);

        assertThat(seen.decide().next()).isEqualTo(Next.SCALE);
        seen.assertState(ClusterState.INITIALIZING, 3, 0);
    }

    @Test
    void whatIsKeptIsAskedForThoughTheSetSeemsToHaveItAlready() {
        // What is seen may be of before the pause: on it, the number would be dropped and the set stay at nothing.
        seen.keep("3");

        assertThat(seen.decide().next()).isEqualTo(Next.SCALE);
        assertThat(seen.size()).isEqualTo(3);
    }

    @Test
    void aNumberThatIsNoneIsAnError() {
        seen.keep("three");
        assertThat(seen.decide().next()).isEqualTo(Next.WAIT);
        seen.assertError("the annotation dromedary.dev/members of cluster c is 'three', not a number");
    }

    @Test
    void aRestoreAtWorkHoldsTheClusterDownWhateverBecomesOfItsPause() {
        PerconaServerMySQLRestore restore = seen.world.runningRestore("r");
        stage(restore, RestoreStage.PAUSED, Conditions.TRUE);
        seen.keep("3");
        seen.set = ClusterWorld.set(0, 0, 0);

        assertThat(seen.decide().next()).isEqualTo(Next.WAIT);
        seen.assertState(ClusterState.PAUSED, 0, 0);
        assertThat(seen.kept()).isEqualTo("3");

        stage(restore, RestoreStage.STARTED, Conditions.UNKNOWN);
        assertThat(seen.decide().next()).as("the restore starts it").isEqualTo(Next.SCALE);
        stage(restore, RestoreStage.STARTED, Conditions.FALSE);
        assertThat(seen.decide().next())
                .as("it did not come up and is stopped again")
                .isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreThatIsOverOrOfAnotherClusterHoldsNobody() {
        PerconaServerMySQLRestore failed = seen.world.runningRestore("failed");
        stage(failed, RestoreStage.PAUSED, Conditions.TRUE);
        failed.getStatus().state = RestoreState.FAILED;
        PerconaServerMySQLRestore other = seen.world.runningRestore("other");
        stage(other, RestoreStage.PAUSED, Conditions.TRUE);
        other.getSpec().clusterName = "d";

        seen.decide();

        seen.assertState(ClusterState.READY, 3, 3);
    }

    private static void stage(PerconaServerMySQLRestore restore, RestoreStage stage, String status) {
        Conditions.set(restore.getStatus().conditions, stage.type(), status, "Test", "", 1L, World.NOW);
    }
}
