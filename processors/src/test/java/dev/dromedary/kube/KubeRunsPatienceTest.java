package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs whose pod does not start. */
class KubeRunsPatienceTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final JobWorld world = new JobWorld(SERVER);
    private final RunSpecification backup = world.run(RunKind.BACKUP);

    private RunView follow() {
        return world.runs.follow(backup.name());
    }

    @Test
    void anImageThatCannotBeHadEndsTheRunInTheEnd() {
        world.told(backup);
        world.pod(backup, "p").waiting("ImagePullBackOff", "no such image");
        assertThat(follow().phase()).as("it may come").isEqualTo(Phase.LAUNCHED);
        world.pass(RunJobTest.SETTINGS.startPatience());

        RunResult result = follow().result();

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_STARTED);
        assertThat(result.reason()).isEqualTo("ImageNotPulled");
        assertThat(result.message()).contains("no such image");
        assertThat(world.job(backup).getSpec().getActiveDeadlineSeconds()).isEqualTo(1);
        world.tell();
        assertThat(follow().result()).as("kept").isEqualTo(result);
    }

    @Test
    void aNameThatIsNoImageIsNotWaitedFor() {
        world.told(backup);
        world.pod(backup, "p").waiting("InvalidImageName", "what is this");

        assertThat(follow().result().reason()).isEqualTo("ImageNotPulled");
    }

    @Test
    void aPodThatNoNodeTakes() {
        world.told(backup);
        world.pod(backup, "p").unscheduled("0/1 nodes are available: 1 Insufficient memory");
        world.pass(RunJobTest.SETTINGS.startPatience());

        assertThat(follow().result().reason()).isEqualTo("PodNotScheduled");
        assertThat(follow().result().message()).contains("Insufficient memory");
    }

    @Test
    void aJobWithoutAPod() {
        world.told(backup);
        world.pass(RunJobTest.SETTINGS.startPatience());

        assertThat(follow().result().reason()).isEqualTo("PodNotStarted");
    }

    @Test
    void aJobWhosePodWasJustTakenAwayGetsAnother() {
        world.told(backup);
        world.pod(backup, "p").running();
        world.pass(RunJobTest.SETTINGS.startPatience().multipliedBy(3));
        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
        world.dropPods();
        assertThat(follow().phase()).isEqualTo(Phase.LAUNCHED);
        world.pass(RunJobTest.SETTINGS.startPatience());

        assertThat(follow().result().reason()).as("not for ever").isEqualTo("PodNotStarted");
    }

    @Test
    void aPodThatIsAwaitedIsLookedAtInTime() {
        world.told(backup);

        follow();

        assertThat(world.woken()).contains(RunJobTest.SETTINGS.startPatience());
    }
}
