package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.Schedule;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterDeciderTest {
    private final World world = new World();
    private final PerconaServerMySQL cluster = world.cluster;
    private ServerSet set = set(3, 3, 3);

    ClusterDeciderTest() {
        cluster.getSpec().backup.image = "tool:1";
        cluster.getMetadata().setAnnotations(new HashMap<>());
    }

    private static ServerSet set(int replicas, int members, int ready) {
        return new ServerSet("c-mysql", true, 0, replicas, members, ready, true, false);
    }

    @Test
    void aClusterIsReadyWhenAllOfItsMembersAre() {
        set = set(3, 3, 2);
        decide();
        assertState(ClusterState.INITIALIZING, 3, 2);
        assertThat(message("Ready")).isEqualTo("2 of 3 members are ready");

        set = set(3, 3, 3);
        Decision ready = decide();
        assertState(ClusterState.READY, 3, 3);
        assertThat(ready.next()).isEqualTo(Next.WAIT);
        assertThat(ready.notes()).extracting(Note::reason).containsExactly("Ready");
        assertThat(holds("Ready")).isTrue();
        assertThat(holds("Initializing")).isFalse();
        assertThat(holds("Error")).isFalse();

        Decision again = decide();
        assertThat(again.changed()).as("nothing has changed").isFalse();
        assertThat(again.notes()).isEmpty();
    }

    @Test
    void whatItsControllerHasNotSeenYetIsNotReady() {
        set = new ServerSet("c-mysql", true, 0, 3, 3, 3, false, false);
        decide();
        assertState(ClusterState.INITIALIZING, 3, 3);
    }

    @Test
    void aSetScaledToNothingByHandIsNotReadyAndStaysAsItIs() {
        set = set(0, 0, 0);
        assertThat(decide().next()).isEqualTo(Next.WAIT);
        assertState(ClusterState.INITIALIZING, 0, 0);
    }

    @Test
    void aPauseScalesToNothingAndKeepsHowManyThereWere() {
        cluster.getSpec().pause = true;
        assertThat(decide().next()).isEqualTo(Next.SCALE);
        assertThat(kept()).isEqualTo("3");
        assertState(ClusterState.STOPPING, 0, 3);

        set = set(0, 1, 0);
        assertThat(decide().next()).isEqualTo(Next.WAIT);
        assertState(ClusterState.STOPPING, 0, 0);
        assertThat(message("Ready")).isEqualTo("pods left: 1");

        set = set(0, 0, 0);
        decide();
        assertState(ClusterState.PAUSED, 0, 0);
        assertThat(kept()).isEqualTo("3");
    }

    @Test
    void whoScalesAPausedClusterUpIsNotHeard() {
        cluster.getSpec().pause = true;
        keep("3");
        set = set(5, 0, 0);

        assertThat(decide().next()).isEqualTo(Next.SCALE);
        assertThat(size()).isZero();
        assertThat(kept()).isEqualTo("3");
    }

    @Test
    void theEndOfAPauseBringsBackWhatWasThere() {
        keep("3");
        set = set(0, 0, 0);

        assertThat(decide().next()).isEqualTo(Next.SCALE);
        assertState(ClusterState.INITIALIZING, 3, 0);
    }

    @Test
    void whatIsKeptIsAskedForThoughTheSetSeemsToHaveItAlready() {
        // What is seen may be of before the pause: on it, the number would be dropped and the set stay at nothing.
        keep("3");

        assertThat(decide().next()).isEqualTo(Next.SCALE);
        assertThat(size()).isEqualTo(3);
    }

    @Test
    void aNumberThatIsNoneIsAnError() {
        keep("three");
        assertThat(decide().next()).isEqualTo(Next.WAIT);
        assertError("the annotation dromedary.dev/members of cluster c is 'three', not a number");
    }

    @Test
    void aRestoreAtWorkHoldsTheClusterDownWhateverBecomesOfItsPause() {
        PerconaServerMySQLRestore restore = world.runningRestore("r");
        stage(restore, RestoreStage.PAUSED, Conditions.TRUE);
        keep("3");
        set = set(0, 0, 0);

        assertThat(decide().next()).isEqualTo(Next.WAIT);
        assertState(ClusterState.PAUSED, 0, 0);
        assertThat(kept()).isEqualTo("3");

        stage(restore, RestoreStage.STARTED, Conditions.UNKNOWN);
        assertThat(decide().next()).as("the restore starts it").isEqualTo(Next.SCALE);
        stage(restore, RestoreStage.STARTED, Conditions.FALSE);
        assertThat(decide().next())
                .as("it did not come up and is stopped again")
                .isEqualTo(Next.WAIT);
    }

    @Test
    void aRestoreThatIsOverOrOfAnotherClusterHoldsNobody() {
        PerconaServerMySQLRestore failed = world.runningRestore("failed");
        stage(failed, RestoreStage.PAUSED, Conditions.TRUE);
        failed.getStatus().state = RestoreState.FAILED;
        PerconaServerMySQLRestore other = world.runningRestore("other");
        stage(other, RestoreStage.PAUSED, Conditions.TRUE);
        other.getSpec().clusterName = "d";

        decide();

        assertState(ClusterState.READY, 3, 3);
    }

    @Test
    void aSetThatIsMissingIsAnErrorThatNamesTheField() {
        set = ServerSet.missing("c-mysql", false);
        Decision decision = decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertError("StatefulSet c-mysql in namespace ns is not found; create it, or name the one of this cluster in"
                + " spec.mysql.statefulSetName");
        assertThat(decision.notes()).extracting(Note::warning).containsExactly(true);
        assertThat(decide().notes()).as("told once").isEmpty();

        set = set(3, 3, 3);
        decide();
        assertState(ClusterState.READY, 3, 3);
        assertThat(holds("Error")).isFalse();
    }

    @Test
    void backupsWithoutAnImageAreAnErrorAndAPauseIsAPauseAllTheSame() {
        cluster.getSpec().backup.image = "";
        cluster.getSpec().pause = true;

        assertThat(decide().next()).isEqualTo(Next.SCALE);
        assertError("backup.image can't be empty");
    }

    @Test
    void backupsThatAreOffNeedNoImage() {
        cluster.getSpec().backup.image = null;
        cluster.getSpec().backup.enabled = false;
        decide();
        assertState(ClusterState.READY, 3, 3);
    }

    @Test
    void wrongSchedulesAreToldAndStopNothing() {
        schedule("daily", "s3");
        schedule("daily", "s3");
        schedule("weekly", "tape");
        Decision told = decide();

        assertState(ClusterState.READY, 3, 3);
        assertThat(message("SchedulesValid"))
                .isEqualTo("scheduled backups should have different names: daily name is used by multiple schedules;"
                        + " storage tape doesn't exist");
        assertThat(told.notes()).hasSize(2);
        assertThat(decide().notes()).isEmpty();

        cluster.getSpec().backup.schedule.clear();
        decide();
        assertThat(Conditions.find(cluster.getStatus().conditions, "SchedulesValid"))
                .isEmpty();
    }

    @Test
    void aClusterOfAnotherOperatorIsLeftAlone() {
        set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        cluster.getSpec().pause = true;

        Decision decision = decide();

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.changed()).isFalse();
    }

    @Test
    void aClusterThatGoesIsLeftAlone() {
        cluster.getMetadata().setDeletionTimestamp("2024-06-15T10:30:00Z");
        cluster.getSpec().pause = true;
        assertThat(decide().next()).isEqualTo(Next.WAIT);
    }

    private Decision decide() {
        return ClusterDecider.decide(new ClusterView(cluster, set, new ArrayList<>(world.restores), World.NOW));
    }

    private void schedule(String name, String storage) {
        Schedule schedule = new Schedule();
        schedule.name = name;
        schedule.storageName = storage;
        cluster.getSpec().backup.schedule.add(schedule);
    }

    private static void stage(PerconaServerMySQLRestore restore, RestoreStage stage, String status) {
        Conditions.set(restore.getStatus().conditions, stage.type(), status, "Test", "", 1L, World.NOW);
    }

    private void keep(String members) {
        cluster.getMetadata().setAnnotations(new HashMap<>(Map.of(Names.MEMBERS_ANNOTATION, members)));
    }

    private String kept() {
        return cluster.getMetadata().getAnnotations().get(Names.MEMBERS_ANNOTATION);
    }

    private int size() {
        return cluster.getStatus().mysql.size;
    }

    private void assertState(ClusterState state, int size, int ready) {
        assertThat(cluster.getStatus().state).isEqualTo(state);
        assertThat(size()).isEqualTo(size);
        assertThat(cluster.getStatus().mysql.ready).isEqualTo(ready);
        assertThat(cluster.getStatus().mysql.state).isEqualTo(state.wire());
    }

    private void assertError(String message) {
        assertThat(cluster.getStatus().state).isEqualTo(ClusterState.ERROR);
        assertThat(holds("Error")).isTrue();
        assertThat(message("Error")).startsWith(message);
    }

    private boolean holds(String condition) {
        return Conditions.holds(cluster.getStatus().conditions, condition);
    }

    private String message(String condition) {
        return Conditions.find(cluster.getStatus().conditions, condition)
                .orElseThrow()
                .getMessage();
    }
}
