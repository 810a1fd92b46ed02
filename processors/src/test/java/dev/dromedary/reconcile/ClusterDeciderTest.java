package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import org.junit.jupiter.api.Test;

/** The state of a cluster, of what is seen of its set and is wrong with its description. */
class ClusterDeciderTest {
    private final ClusterWorld seen = new ClusterWorld();

    @Test
    void aClusterIsReadyWhenAllOfItsMembersAre() {
        seen.set = ClusterWorld.set(3, 3, 2);
        seen.decide();
        seen.assertState(ClusterState.INITIALIZING, 3, 2);
        assertThat(seen.message("Ready")).isEqualTo("2 of 3 members are ready");

        seen.set = ClusterWorld.set(3, 3, 3);
        Decision ready = seen.decide();
        seen.assertState(ClusterState.READY, 3, 3);
        assertThat(ready.next()).isEqualTo(Next.WAIT);
        assertThat(ready.notes()).extracting(Note::reason).containsExactly("Ready");
        assertThat(seen.holds("Ready")).isTrue();
        assertThat(seen.holds("Initializing")).isFalse();
        assertThat(seen.holds("Error")).isFalse();

        Decision again = seen.decide();
        assertThat(again.changed()).as("nothing has changed").isFalse();
        assertThat(again.notes()).isEmpty();
    }

    @Test
    void whatItsControllerHasNotSeenYetIsNotReady() {
        seen.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, false, false);
        seen.decide();
        seen.assertState(ClusterState.INITIALIZING, 3, 3);
    }

    @Test
    void aSetScaledToNothingByHandIsNotReadyAndStaysAsItIs() {
        seen.set = ClusterWorld.set(0, 0, 0);
        assertThat(seen.decide().next()).isEqualTo(Next.WAIT);
        seen.assertState(ClusterState.INITIALIZING, 0, 0);
    }

    @Test
    void aSetThatIsMissingIsAnErrorThatNamesTheField() {
        seen.set = ServerSet.missing("c-mysql", false);
        Decision decision = seen.decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        seen.assertError(
                "StatefulSet c-mysql in namespace ns is not found; create it, or name the one of this cluster in"
                        + " spec.mysql.statefulSetName");
        assertThat(decision.notes()).extracting(Note::warning).containsExactly(true);
        assertThat(seen.decide().notes()).as("told once").isEmpty();

        seen.set = ClusterWorld.set(3, 3, 3);
        seen.decide();
        seen.assertState(ClusterState.READY, 3, 3);
        assertThat(seen.holds("Error")).isFalse();
    }

    @Test
    void backupsWithoutAnImageAreAnErrorAndAPauseIsAPauseAllTheSame() {
        seen.cluster.getSpec().backup.image = "";
        seen.cluster.getSpec().pause = true;

        assertThat(seen.decide().next()).isEqualTo(Next.SCALE);
        seen.assertError("backup.image can't be empty");
    }

    @Test
    void backupsThatAreOffNeedNoImage() {
        seen.cluster.getSpec().backup.image = null;
        seen.cluster.getSpec().backup.enabled = false;
        seen.decide();
        seen.assertState(ClusterState.READY, 3, 3);
    }

    @Test
    void aClusterOfAnotherOperatorIsLeftAlone() {
        seen.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        seen.cluster.getSpec().pause = true;

        Decision decision = seen.decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.changed()).isFalse();
    }

    @Test
    void aClusterThatGoesIsLeftAlone() {
        seen.cluster.getMetadata().setDeletionTimestamp("2024-06-15T10:30:00Z");
        seen.cluster.getSpec().pause = true;
        assertThat(seen.decide().next()).isEqualTo(Next.WAIT);
    }
}
