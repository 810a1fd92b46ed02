package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.Test;

/** A restore goes through its stages, on a plain host if nothing else is said. */
class RestoreDeciderTest {
    private final RestoreSteps steps = new RestoreSteps();

    @Test
    void aRestoreGoesThroughAllItsStages() {
        assertThat(steps.launched()).isEqualTo(RunKind.PLAN);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.STARTING);
        steps.world.ended(RunKind.PLAN, World.success());

        assertThat(steps.decide().next()).isEqualTo(Next.STOP_SERVER);
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        assertThat(steps.launched()).isEqualTo(RunKind.RESTORE);
        steps.world.ended(RunKind.RESTORE, RunResult.succeeded(null));

        assertThat(steps.decide().next()).isEqualTo(Next.START_SERVER);
        steps.answer(Next.START_SERVER, RestoreSteps.DONE);
        assertThat(steps.launched()).isEqualTo(RunKind.ACCEPT);
        steps.world.ended(RunKind.ACCEPT, RunResult.succeeded(null));

        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
        assertThat(steps.restore.getStatus().completed).isNotEmpty();
        assertThat(steps.restore.getStatus().conditions)
                .extracting(Condition::getType)
                .contains("Planned", "Verified", "Paused", "Staged", "Prepared", "Swapped", "Started", "Accepted");
    }

    @Test
    void aPlanThatFailsEndsWithTheServerUp() {
        steps.decide();
        steps.world.ended(RunKind.PLAN, RunResult.failed(Outcome.NOT_STARTED, RestoreSteps.broken()));

        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(steps.restore.getStatus().stateDescription).isEqualTo("it broke");
    }

    @Test
    void anErrorIsSoftWhenTheRestoreIsEdited() {
        aPlanThatFailsEndsWithTheServerUp();
        steps.world.runs.clear();
        steps.restore.getMetadata().setGeneration(2L);

        assertThat(steps.launched()).isEqualTo(RunKind.PLAN);
    }

    @Test
    void aVerifyingRestoreTouchesNothing() {
        steps.restore.getSpec().target = RestoreTarget.VERIFY;
        steps.decide();
        steps.world.ended(RunKind.PLAN, World.success());

        assertThat(steps.launched()).isEqualTo(RunKind.VERIFY);
        steps.world.ended(RunKind.VERIFY, RunResult.succeeded(null));
        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.SUCCEEDED);
    }

    @Test
    void aRunThatFindsTheDataToBeAnothersIsLaunchedAgainAsThem() {
        steps.untilStopped();
        steps.world.ended(RunKind.RESTORE, RunResult.notYet(new RunAs(999L, 998L), RestoreSteps.broken()));

        Decision decision = steps.decide();

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(decision.run().kind()).isEqualTo(RunKind.RESTORE);
        assertThat(decision.run().runAs()).isEqualTo(new RunAs(999L, 998L));
    }

    @Test
    void inKubernetesTheDataOfTheFirstPodIsRestored() {
        inKubernetes();
        steps.world.members.add(member(1, "datadir-c-mysql-1"));
        steps.world.members.add(member(0, "datadir-c-mysql-0"));

        RunSpecification plan = steps.decide().run();
        steps.world.ended(RunKind.PLAN, World.success());
        steps.decide();
        steps.answer(Next.STOP_SERVER, RestoreSteps.DONE);
        RunSpecification run = steps.decide().run();

        assertThat(plan.server().claim()).as("a plan needs the tool alone").isNull();
        assertThat(run.kind()).isEqualTo(RunKind.RESTORE);
        assertThat(run.server().claim()).isEqualTo("datadir-c-mysql-0");
        assertThat(run.server().dataDirectory()).isEqualTo("/var/lib/mysql");
    }

    @Test
    void aClaimThatIsNotThereEndsTheRestoreWithTheServerUp() {
        inKubernetes();
        steps.world.members.add(member(0, null));

        assertThat(steps.decide().next()).isEqualTo(Next.FINISH);
        assertThat(steps.restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(steps.message("Ready"))
                .startsWith("the claim with the data of the first pod of cluster c is not found");
    }

    private void inKubernetes() {
        steps.world.cluster.getSpec().local = null;
    }

    private static Member member(int ordinal, String claim) {
        String pod = "c-mysql-" + ordinal;
        return new Member(
                pod, pod + ".c-mysql.ns", true, false, ordinal, "n", claim, "uid", "/var/lib/mysql", "", null);
    }
}
