package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.ReplicasAfterRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cluster of three, which is paused for a restore and put back as it was. */
class RestoreInKubernetesTest {
    private static final String WAITING = "Waiting for cluster to become ready after restore";
    private static final ServerAnswer DONE = new ServerAnswer.Done();
    private static final ServerAnswer NOT_YET = new ServerAnswer.NotYet();
    private static final ServerAnswer TOO_LATE =
            new ServerAnswer.Failed(new BackupException(Reason.ServerNotStarted, "too late", "look"));

    private final World world = new World();
    private PerconaServerMySQLRestore restore = world.restore("r");

    RestoreInKubernetesTest() {
        world.base("base", "2024-06-14T08:00:00Z");
        world.set = set(3);
        world.cluster.getSpec().crVersion = "1.2.0";
        restore.getSpec().backupName = "base";
    }

    private static ServerSet set(int replicas) {
        return new ServerSet("c-mysql", true, 0, replicas, replicas, replicas, true, false);
    }

    @Test
    void whatWasThereIsKeptBeforeTheClusterIsPaused() {
        untilStopping();

        assertThat(restore.getStatus().paused.replicas).isEqualTo(3);
        assertThat(restore.getStatus().paused.pause).isNull();
        ServerAction stop = action(Next.STOP_SERVER);
        assertThat(stop.pause()).isTrue();
        assertThat(stop.since()).isEqualTo(World.NOW);
    }

    @Test
    void aStopThatTakesTimeIsAskedForAgainAndItsTimeCountsFromTheFirst() {
        untilStopping();
        Decision wait = answer(Next.STOP_SERVER, NOT_YET);
        assertThat(wait.next()).isEqualTo(Next.WAIT);
        assertThat(wait.changed()).isFalse();

        world.now = World.NOW.plusSeconds(100);
        world.set = set(0);
        Decision again = world.decide(restore);

        assertThat(again.next()).isEqualTo(Next.STOP_SERVER);
        assertThat(again.changed()).isFalse();
        assertThat(again.notes()).isEmpty();
        assertThat(action(Next.STOP_SERVER).since()).isEqualTo(World.NOW);
        assertThat(restore.getStatus().paused.replicas)
                .as("of before the pause")
                .isEqualTo(3);
    }

    @Test
    void theRestoredServerComesUpAloneAndTheOthersCopyThemselvesFromIt() {
        untilSwapped();
        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        ServerAction start = action(Next.START_SERVER);
        assertThat(start.members()).isEqualTo(1);
        assertThat(start.pause()).isNull();
        assertThat(start.reclone()).as("nothing is accepted yet").isFalse();
        assertThat(restore.getStatus().stateDescription).isEqualTo(WAITING);

        answer(Next.START_SERVER, DONE);
        accept();
        assertThat(world.decide(restore).next()).isEqualTo(Next.RESUME_CLUSTER);
        ServerAction resume = action(Next.RESUME_CLUSTER);
        assertThat(resume.members()).isEqualTo(3);
        assertThat(resume.reclone()).isTrue();
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.RUNNING);
        assertThat(restore.getStatus().stateDescription).isEqualTo(WAITING);
        assertThat(answer(Next.RESUME_CLUSTER, NOT_YET).next()).isEqualTo(Next.WAIT);

        assertThat(answer(Next.RESUME_CLUSTER, DONE).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(restore.getStatus().stateDescription).isNull();
        assertThat(restore.getStatus().completed).isNotNull();
        assertThat(holds("Resumed")).isTrue();
    }

    @Test
    void othersAreHeldBackWhereNobodySaidThatTheirClaimsMayGo() {
        world.cluster.getSpec().crVersion = null;
        untilResuming();

        ServerAction resume = action(Next.RESUME_CLUSTER);
        assertThat(resume.members()).isEqualTo(1);
        assertThat(resume.reclone()).isFalse();
        answer(Next.RESUME_CLUSTER, DONE);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(message("Resumed"))
                .isEqualTo("only c-mysql-0 has the restored data, the other members are held back; delete the claims"
                        + " datadir-c-mysql-1 to datadir-c-mysql-2, then scale the StatefulSet c-mysql to 3");
    }

    @Test
    void whatIsSaidComesBeforeTheDefault() {
        world.cluster.getSpec().backup.replicasAfterRestore = ReplicasAfterRestore.HOLD;
        untilResuming();

        assertThat(action(Next.RESUME_CLUSTER).reclone()).isFalse();
    }

    @Test
    void aServerWithoutOthersHasNobodyToHoldBack() {
        world.cluster.getSpec().crVersion = null;
        world.set = set(1);
        untilResuming();

        answer(Next.RESUME_CLUSTER, DONE);

        assertThat(holds("Resumed")).isTrue();
    }

    @Test
    void othersThatDoNotComeUpDoNotUndoARestore() {
        untilResuming();

        assertThat(answer(Next.RESUME_CLUSTER, TOO_LATE).next()).isEqualTo(Next.FINISH);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(message("Resumed")).isEqualTo("too late; look");
    }

    @Test
    void aClusterThatItsOwnerHadPausedIsStartedToBeAcceptedAndPausedAgain() {
        pausedByItsOwner();
        untilStopping();
        assertThat(restore.getStatus().paused.pause).isTrue();
        assertThat(restore.getStatus().paused.replicas).isEqualTo(3);

        answer(Next.STOP_SERVER, DONE);
        untilSwappedAfterTheStop();
        world.decide(restore);
        assertThat(action(Next.START_SERVER).pause()).isFalse();
        answer(Next.START_SERVER, DONE);
        accept();
        world.decide(restore);

        assertThat(action(Next.RESUME_CLUSTER).pause()).isTrue();
        assertThat(action(Next.RESUME_CLUSTER).members()).isEqualTo(3);
    }

    @Test
    void whoIsHeldBackInAPausedClusterIsAddedByTheAnnotation() {
        world.cluster.getSpec().crVersion = null;
        pausedByItsOwner();
        untilResuming();

        answer(Next.RESUME_CLUSTER, DONE);

        assertThat(message("Resumed"))
                .endsWith("then annotate the cluster with dromedary.dev/members=3 before its pause ends");
    }

    @Test
    void aSetThatWasScaledToNothingByHandComesUpWithItsSize() {
        world.set = set(0);
        untilStopping();

        assertThat(restore.getStatus().paused.replicas).isEqualTo(1);
    }

    @Test
    void aRestoreThatBreaksBringsAllMembersBackOnTheirOldData() {
        untilStopping();
        answer(Next.STOP_SERVER, DONE);
        world.decide(restore);
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, broken()));

        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        ServerAction start = action(Next.START_SERVER);
        assertThat(start.members()).isEqualTo(3);
        assertThat(start.pause()).isNull();
        assertThat(start.reclone()).isFalse();
        answer(Next.START_SERVER, DONE);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(message("Ready")).contains("the old data is in place and the server runs on it");
    }

    @Test
    void aRestoreThatBreaksLeavesAPausedClusterPaused() {
        pausedByItsOwner();
        untilStopping();
        answer(Next.STOP_SERVER, DONE);
        world.decide(restore);
        world.ended(RunKind.RESTORE, RunResult.failed(Outcome.FAILED, broken()));
        world.decide(restore);

        assertThat(action(Next.START_SERVER).pause()).isTrue();
        answer(Next.START_SERVER, DONE);
        assertThat(message("Ready")).contains("the old data is in place and the cluster is paused, as it was");
    }

    @Test
    void aClusterThatCannotBeStoppedIsPutBack() {
        untilStopping();
        answer(Next.STOP_SERVER, TOO_LATE);

        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        assertThat(action(Next.START_SERVER).members()).isEqualTo(3);
        answer(Next.START_SERVER, DONE);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(restore.getStatus().stateDescription).isEqualTo("too late");
    }

    @Test
    void aServerThatDoesNotComeUpIsStoppedAndRolledBackAndEachHasItsOwnTime() {
        untilSwapped();
        world.decide(restore);
        world.now = World.NOW.plus(Duration.ofMinutes(5));
        answer(Next.START_SERVER, TOO_LATE);

        assertThat(world.decide(restore).next()).isEqualTo(Next.STOP_SERVER);
        assertThat(action(Next.STOP_SERVER).since()).isEqualTo(world.now);
        answer(Next.STOP_SERVER, DONE);
        assertThat(world.decide(restore).run().kind()).isEqualTo(RunKind.ROLL_BACK);
        world.ended(RunKind.ROLL_BACK, RunResult.succeeded(null));
        world.now = World.NOW.plus(Duration.ofMinutes(6));
        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        assertThat(action(Next.START_SERVER).members()).isEqualTo(3);
        assertThat(action(Next.START_SERVER).since()).isEqualTo(world.now);
        answer(Next.START_SERVER, DONE);
        assertThat(restore.getStatus().stateDescription).isEqualTo("too late");
    }

    @Test
    void aServerThatCannotBeStoppedToRollBackIsLeftToAPerson() {
        untilSwapped();
        world.decide(restore);
        answer(Next.START_SERVER, TOO_LATE);
        world.decide(restore);

        assertThat(answer(Next.STOP_SERVER, TOO_LATE).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aStorageThatIsTakenOutDuringARestoreBringsTheOldDataBack() {
        untilStopping();
        answer(Next.STOP_SERVER, DONE);
        world.cluster.getSpec().backup.storages.clear();

        assertThat(world.decide(restore).next()).isEqualTo(Next.START_SERVER);
        answer(Next.START_SERVER, DONE);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
        assertThat(restore.getStatus().stateDescription).startsWith("s3 not found in spec.backup.storages");
    }

    @Test
    void aClusterThatIsTakenAwayDuringARestoreIsNoErrorThatTouchedNothing() {
        untilStopping();
        world.cluster = null;

        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.FAILED);
    }

    @Test
    void aSetThatIsMissingEndsTheRestoreBeforeThePause() {
        world.set = ServerSet.missing("c-mysql", false);

        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(message("Ready"))
                .isEqualTo("StatefulSet c-mysql in namespace ns is not found; create it, or name the one of this"
                        + " cluster in spec.mysql.statefulSetName");
    }

    @Test
    void aVerifyingRestoreNeedsNoServer() {
        world.set = ServerSet.missing("c-mysql", false);
        restore.getSpec().target = RestoreTarget.VERIFY;

        assertThat(world.decide(restore).run().kind()).isEqualTo(RunKind.PLAN);
    }

    @Test
    void anotherOperatorStartsAllMembersAtOnceSoTheOthersLetGoBefore() {
        world.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        untilSwapped();
        world.decide(restore);

        assertThat(action(Next.START_SERVER).members()).isEqualTo(3);
        assertThat(action(Next.START_SERVER).reclone()).isTrue();
        answer(Next.START_SERVER, DONE);
        accept();
        world.decide(restore);
        assertThat(action(Next.RESUME_CLUSTER).reclone()).isFalse();
    }

    @Test
    void anotherOperatorHoldsNobodyBack() {
        world.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        world.cluster.getSpec().crVersion = null;

        world.decide(restore);

        assertThat(restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(message("Ready")).endsWith("set spec.backup.replicasAfterRestore of the cluster to Reclone");
    }

    private void pausedByItsOwner() {
        world.cluster.getSpec().pause = true;
        world.cluster.getMetadata().setAnnotations(Map.of(Names.MEMBERS_ANNOTATION, "3"));
        world.set = set(0);
    }

    private void untilStopping() {
        world.decide(restore);
        world.ended(RunKind.PLAN, World.success());
        assertThat(world.decide(restore).next()).isEqualTo(Next.STOP_SERVER);
    }

    private void untilSwapped() {
        untilStopping();
        answer(Next.STOP_SERVER, DONE);
        untilSwappedAfterTheStop();
    }

    private void untilSwappedAfterTheStop() {
        world.set = new ServerSet("c-mysql", true, 0, 0, 0, 0, true, world.set.foreign());
        assertThat(world.decide(restore).run().kind()).isEqualTo(RunKind.RESTORE);
        world.ended(RunKind.RESTORE, RunResult.succeeded(null));
    }

    private void accept() {
        assertThat(world.decide(restore).run().kind()).isEqualTo(RunKind.ACCEPT);
        world.ended(RunKind.ACCEPT, RunResult.succeeded(null));
    }

    private void untilResuming() {
        untilSwapped();
        world.decide(restore);
        answer(Next.START_SERVER, DONE);
        accept();
        assertThat(world.decide(restore).next()).isEqualTo(Next.RESUME_CLUSTER);
    }

    private ServerAction action(Next next) {
        return RestoreDecider.action(world.view(restore), next);
    }

    /** Between an answer and the next look there may be another process: only what is stored is left. */
    private Decision answer(Next next, ServerAnswer answer) {
        Decision decision = RestoreDecider.afterwards(world.view(restore), next, answer);
        String stored = Serialization.asJson(restore);
        restore = Serialization.unmarshal(stored, PerconaServerMySQLRestore.class);
        return decision;
    }

    private static BackupException broken() {
        return new BackupException(Reason.PrepareFailed, "it broke", "do this");
    }

    private boolean holds(String condition) {
        return Conditions.holds(restore.getStatus().conditions, condition);
    }

    private String message(String condition) {
        return Conditions.find(restore.getStatus().conditions, condition)
                .orElseThrow()
                .getMessage();
    }
}
