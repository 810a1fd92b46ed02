package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ReplicasAfterRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import org.junit.jupiter.api.Test;

/** The other members follow the restored one, or are held back. */
class RestoreResumeTest {
    private static final String WAITING = "Waiting for cluster to become ready after restore";

    private final RestoreSteps steps = RestoreSteps.inKubernetes();

    @Test
    void theRestoredServerComesUpAloneAndTheOthersCopyThemselvesFromIt() {
        steps.untilSwapped();
        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        ServerAction start = steps.action(Next.START_SERVER);
        assertThat(start.members()).isEqualTo(1);
        assertThat(start.pause()).isNull();
        assertThat(start.reclone()).as("nothing is accepted yet").isFalse();
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo(WAITING);

        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        steps.accept();
        assertThat(steps.decide().next()).isEqualTo(Next.RESUME_CLUSTER);
        ServerAction resume = steps.action(Next.RESUME_CLUSTER);
        assertThat(resume.members()).isEqualTo(3);
        assertThat(resume.reclone()).isTrue();
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.RUNNING);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo(WAITING);
        assertThat(steps.answer(Next.RESUME_CLUSTER, RestoreSteps.NOT_YET).next())
                .isEqualTo(Next.WAIT);

        assertThat(steps.answer(Next.RESUME_CLUSTER, RestoreSteps.DONE).next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(steps.restore.getStatus().stateDescription).isNull();
        assertThat(steps.restore.getStatus().completed).isNotNull();
        assertThat(steps.holds("Resumed")).isTrue();
    }

    @Test
    void othersAreHeldBackWhereNobodySaidThatTheirClaimsMayGo() {
        steps.world.cluster.getSpec().crVersion = null;
        steps.untilResuming();

        ServerAction resume = steps.action(Next.RESUME_CLUSTER);
        assertThat(resume.members()).isEqualTo(1);
        assertThat(resume.reclone()).isFalse();
        steps.answer(Next.RESUME_CLUSTER, RestoreSteps.DONE);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(steps.message("Resumed"))
                .isEqualTo("only c-mysql-0 has the restored data, the other members are held back; delete the claims"
                        + " datadir-c-mysql-1 to datadir-c-mysql-2, then scale the StatefulSet c-mysql to 3");
    }

    @Test
    void whatIsSaidComesBeforeTheDefault() {
        steps.world.cluster.getSpec().backup.replicasAfterRestore = ReplicasAfterRestore.HOLD;
        steps.untilResuming();

        assertThat(steps.action(Next.RESUME_CLUSTER).reclone()).isFalse();
    }

    @Test
    void aServerWithoutOthersHasNobodyToHoldBack() {
        steps.world.cluster.getSpec().crVersion = null;
        steps.world.set = RestoreSteps.set(1);
        steps.untilResuming();

        steps.answer(Next.RESUME_CLUSTER, RestoreSteps.DONE);

        assertThat(steps.holds("Resumed")).isTrue();
    }

    @Test
    void othersThatDoNotComeUpDoNotUndoARestore() {
        steps.untilResuming();

        assertThat(steps.answer(Next.RESUME_CLUSTER, RestoreSteps.TOO_LATE).next())
                .isEqualTo(Next.FINISH);

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(steps.message("Resumed")).isEqualTo("too late; look");
    }

    @Test
    void whoIsHeldBackInAPausedClusterIsAddedByTheAnnotation() {
        steps.world.cluster.getSpec().crVersion = null;
        steps.pausedByItsOwner();
        steps.untilResuming();

        steps.answer(Next.RESUME_CLUSTER, RestoreSteps.DONE);

        assertThat(steps.message("Resumed"))
                .endsWith("then annotate the cluster with dromedary.dev/members=3 before its pause ends");
    }

    @Test
    void anotherOperatorStartsAllMembersAtOnceSoTheOthersLetGoBefore() {
        steps.world.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        steps.untilSwapped();
        steps.decide();

        assertThat(steps.action(Next.START_SERVER).members()).isEqualTo(3);
        assertThat(steps.action(Next.START_SERVER).reclone()).isTrue();
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        steps.accept();
        steps.decide();
        assertThat(steps.action(Next.RESUME_CLUSTER).reclone()).isFalse();
    }

    @Test
    void anotherOperatorHoldsNobodyBack() {
        steps.world.set = new ServerSet("c-mysql", true, 0, 3, 3, 3, true, true);
        steps.world.cluster.getSpec().crVersion = null;

        steps.decide();

        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(steps.message("Ready")).endsWith("set spec.backup.replicasAfterRestore of the cluster to Reclone");
    }
}
