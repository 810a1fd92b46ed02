package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How far a run is and how it ended, told by watches that may be late. */
class KubeRunsFollowTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final JobWorld world = new JobWorld(SERVER);
    private final RunSpecification backup = world.run(RunKind.BACKUP);

    private RunView follow() {
        return world.runs.follow(backup.name());
    }

    @Test
    void aRunIsAtWorkOnceItsContainerIs() {
        world.told(backup);
        world.pod(backup, "p").waiting("ContainerCreating", null);
        assertThat(follow().phase()).isEqualTo(Phase.LAUNCHED);

        world.pod(backup, "p").running();

        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void progressIsAskedOfTheLogAtABoundedRate() {
        world.told(backup);
        world.pod(backup, "p").running();
        Progress early = new Progress("Streaming", 10, 1, 5, null);
        world.log = early;
        assertThat(follow().progress()).isEqualTo(early);
        assertThat(world.woken()).contains(RunJobTest.SETTINGS.progressEvery());

        Progress late = new Progress("Streaming", 20, 1, 50, null);
        world.log = late;
        assertThat(follow().progress()).as("not asked again").isEqualTo(early);
        world.pass(RunJobTest.SETTINGS.progressEvery());

        assertThat(follow().progress()).isEqualTo(late);
        assertThat(world.logsRead).isEqualTo(2);
    }

    @Test
    void aFailedAttemptIsNotTheEnd() {
        world.told(backup);
        world.pod(backup, "first").ended(1, JobWorld.MISSING);

        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
        world.pass(Duration.ofHours(1));
        assertThat(follow().phase()).as("between two attempts").isEqualTo(Phase.RUNNING);
    }

    @Test
    void aPodWithoutItsJobIsAliveStill() {
        world.told(backup);
        world.pod(backup, "p").running();
        world.dropJobs();

        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void whatARunAnsweredIsKeptAndItsPodGoes() {
        world.told(backup);
        world.pod(backup, "p").ended(0, JobWorld.DONE);
        world.complete(backup);

        assertThat(follow()).isEqualTo(new RunView(Phase.ENDED, null, JobWorld.DONE));
        assertThat(world.pods()).isEmpty();
        world.tell();
        assertThat(follow()).as("without its pod").isEqualTo(new RunView(Phase.ENDED, null, JobWorld.DONE));
    }

    @Test
    void thePodOfAFailedRunStaysForItsLog() {
        world.told(backup);
        world.pod(backup, "p").ended(3, JobWorld.MISSING);
        world.fail(backup, "PodFailurePolicy");

        assertThat(follow()).isEqualTo(new RunView(Phase.ENDED, null, JobWorld.MISSING));
        assertThat(world.pods()).containsExactly("p");
    }

    @Test
    void aJobThatEndedBeforeItsPodIsToldOf() {
        world.told(backup);
        world.pod(backup, "p").ended(0, JobWorld.DONE);
        world.forgetPods();
        world.complete(backup);

        assertThat(follow().result()).isEqualTo(JobWorld.DONE);
    }

    @Test
    void theLastAttemptCounts() {
        world.told(backup);
        world.pod(backup, "first").ended(1, JobWorld.MISSING);
        world.pass(Duration.ofMinutes(1));
        world.pod(backup, "second").ended(0, JobWorld.DONE);
        world.complete(backup);

        assertThat(follow().result()).isEqualTo(JobWorld.DONE);
    }

    @Test
    void aKilledBackupIsAbsentAndSaysWhatKilledIt() {
        world.told(backup);
        world.pod(backup, "p").killed("OOMKilled", 137);
        world.fail(backup, "BackoffLimitExceeded");

        RunView view = follow();

        assertThat(view.phase()).as("the manifest decides").isEqualTo(Phase.ABSENT);
        assertThat(view.result().reason()).isEqualTo("RunCrashed");
        assertThat(view.result().message()).contains("OOMKilled, exit code 137");
    }

    @Test
    void aKilledRestoreMayHaveLeftAnything() {
        RunSpecification restore = world.run(RunKind.RESTORE);
        world.told(restore);
        world.pod(restore, "p").killed("OOMKilled", 137);
        world.fail(restore, "BackoffLimitExceeded");

        assertThat(world.runs.follow(restore.name()).result().outcome()).isEqualTo(Outcome.FAILED_WITH_LEFTOVERS);
        world.tell();
        assertThat(world.runs.follow(restore.name()).phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    void aJobThatTookTooLong() {
        world.told(backup);
        world.fail(backup, "DeadlineExceeded");

        assertThat(follow().result().reason()).isEqualTo("RunTimedOut");
    }

    @Test
    void aClaimThatIsToGoIsNotHeld() {
        world.told(backup);
        world.pod(backup, "p").ended(3, JobWorld.MISSING);
        SERVER.heldClaim("ns", "datadir-shop-mysql-1", false);
        world.claims.release(world.cluster());
        assertThat(world.pods()).containsExactly("p");

        SERVER.heldClaim("ns", "datadir-shop-mysql-1", true);
        world.claims.release(world.cluster());

        assertThat(world.pods()).isEmpty();
    }

    @Test
    void aRunThatWentWellButLostItsAnswerIsDoneAgain() {
        RunSpecification plan = world.run(RunKind.PLAN);
        world.told(plan);
        world.complete(plan);
        assertThat(world.runs.follow(plan.name())).isEqualTo(RunView.ABSENT);
        String before = world.uid(plan);

        world.runs.launch(plan);

        assertThat(world.jobs()).hasSize(1);
        assertThat(world.uid(plan)).isNotEqualTo(before);
        assertThat(world.runs.follow(plan.name()).phase()).isEqualTo(Phase.LAUNCHED);
    }
}
