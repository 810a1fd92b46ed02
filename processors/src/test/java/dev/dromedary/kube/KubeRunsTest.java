package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.Progress;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on an API server, told of by watches that may be late. */
class KubeRunsTest {
    private static final RunResult DONE = RunResult.succeeded(null);
    private static final RunResult MISSING = RunResult.failed(
            Outcome.NOT_STARTED, new BackupException(Reason.SecretNotFound, "secrets s3-keys not found", ""));

    private final JobWorld world = new JobWorld();
    private final KubeRuns runs = world.runs;
    private final RunSpecification backup = world.run(RunKind.BACKUP);

    @AfterEach
    void close() {
        world.close();
    }

    private RunView follow() {
        return runs.follow(backup.name());
    }

    @Test
    void aRunIsAJobOfTheContractsName() {
        runs.launch(backup);

        assertThat(world.jobs()).containsExactly("xb-monday-s3");
        assertThat(follow()).as("the watch is late").isEqualTo(new RunView(Phase.LAUNCHED, null, null));
    }

    @Test
    void aRunNobodyLaunched() {
        assertThat(follow()).isEqualTo(RunView.ABSENT);
    }

    @Test
    void aRunThatIsLaunchedTwiceIsOne() {
        runs.launch(backup);
        runs.launch(backup);

        assertThat(world.jobs()).hasSize(1);
    }

    @Test
    void aResourceThatIsGoneHasNoRuns() {
        world.resources.clear();

        runs.launch(backup);

        assertThat(world.jobs()).isEmpty();
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
    void whatARunAnsweredIsKeptAndItsPodGoes() {
        world.told(backup);
        world.pod(backup, "p").ended(0, DONE);
        world.complete(backup);

        assertThat(follow()).isEqualTo(new RunView(Phase.ENDED, null, DONE));
        assertThat(world.pods()).isEmpty();
        world.tell();
        assertThat(follow()).as("without its pod").isEqualTo(new RunView(Phase.ENDED, null, DONE));
    }

    @Test
    void thePodOfAFailedRunStaysForItsLog() {
        world.told(backup);
        world.pod(backup, "p").ended(3, MISSING);
        world.fail(backup, "PodFailurePolicy");

        assertThat(follow()).isEqualTo(new RunView(Phase.ENDED, null, MISSING));
        assertThat(world.pods()).containsExactly("p");
    }

    @Test
    void aJobThatEndedBeforeItsPodIsToldOf() {
        world.told(backup);
        world.pod(backup, "p").endedUnseen(0, DONE);
        world.complete(backup);

        assertThat(follow().result()).isEqualTo(DONE);
    }

    @Test
    void aFailedAttemptIsNotTheEnd() {
        world.told(backup);
        world.pod(backup, "first").ended(1, MISSING);

        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
        world.pass(Duration.ofHours(1));
        assertThat(follow().phase()).as("between two attempts").isEqualTo(Phase.RUNNING);
    }

    @Test
    void theLastAttemptCounts() {
        world.told(backup);
        world.pod(backup, "first").ended(1, MISSING);
        world.pass(Duration.ofMinutes(1));
        world.pod(backup, "second").ended(0, DONE);
        world.complete(backup);

        assertThat(follow().result()).isEqualTo(DONE);
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

        assertThat(runs.follow(restore.name()).result().outcome()).isEqualTo(Outcome.FAILED_WITH_LEFTOVERS);
        world.tell();
        assertThat(runs.follow(restore.name()).phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    void aJobThatTookTooLong() {
        world.told(backup);
        world.fail(backup, "DeadlineExceeded");

        assertThat(follow().result().reason()).isEqualTo("RunTimedOut");
    }

    @Test
    void aRunThatWentWellButLostItsAnswerIsDoneAgain() {
        RunSpecification plan = world.run(RunKind.PLAN);
        world.told(plan);
        world.complete(plan);
        assertThat(runs.follow(plan.name())).isEqualTo(RunView.ABSENT);
        String before = world.uid(plan);

        runs.launch(plan);

        assertThat(world.jobs()).hasSize(1);
        assertThat(world.uid(plan)).isNotEqualTo(before);
        assertThat(runs.follow(plan.name()).phase()).isEqualTo(Phase.LAUNCHED);
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
    void aPodThatIsAwaitedIsLookedAtInTime() {
        world.told(backup);

        follow();

        assertThat(world.woken()).contains(RunJobTest.SETTINGS.startPatience());
    }

    @Test
    void aJobThatIsRefusedIsARunThatEnded() {
        world.cluster().getSpec().backup.image = "";

        runs.launch(backup);

        assertThat(follow().result().message()).isEqualTo("backup.image can't be empty");
        assertThat(world.woken()).as("there is nothing to tell of it").contains(Duration.ZERO);
        runs.forget(backup.name());
        assertThat(follow()).isEqualTo(RunView.ABSENT);
    }

    @Test
    void aRunIsLaunchedAgainAsAnotherUser() {
        world.told(backup);
        world.pod(backup, "p")
                .ended(
                        3,
                        RunResult.notYet(
                                new RunAs(999L, 999L), new BackupException(Reason.OtherDataOwner, "theirs", "")));
        world.fail(backup, "PodFailurePolicy");
        world.tell();
        follow();
        world.tell();
        String before = world.uid(backup);

        runs.forget(backup.name());
        runs.launch(backup.as(new RunAs(999L, 999L)));

        assertThat(follow().phase()).as("the watch still tells of the first").isEqualTo(Phase.LAUNCHED);
        Job again = world.job(backup);
        assertThat(again.getMetadata().getUid()).isNotEqualTo(before);
        assertThat(again.getSpec().getTemplate().getSpec().getSecurityContext().getRunAsUser())
                .isEqualTo(999);
    }

    @Test
    void aFullBackupTakesTheNameOfItsIncrementsJob() {
        RunSpecification increment = world.increment();
        world.told(increment);
        world.pod(increment, "p").ended(3, MISSING);
        world.fail(increment, "PodFailurePolicy");

        runs.launch(backup);

        assertThat(world.jobs()).containsExactly("xb-monday-s3");
        assertThat(follow().phase()).isEqualTo(Phase.LAUNCHED);
        world.tell();
        assertThat(runs.follow(increment.name())).isEqualTo(RunView.ABSENT);
    }

    @Test
    void aJobOfAnotherResourceIsLeftAlone() {
        world.foreign("xb-monday-s3");

        runs.launch(backup);

        assertThat(world.jobs()).containsExactlyInAnyOrder("xb-monday-s3", "xb-monday-s3-uid-of-m");
        assertThat(follow().phase()).isEqualTo(Phase.LAUNCHED);
    }

    @Test
    void nothingIsSettledThatIsStillAtWork() {
        world.told(backup);
        world.pod(backup, "p").running();

        runs.launch(world.run(RunKind.SETTLE));

        assertThat(world.jobs()).containsExactly("xb-monday-s3");
    }

    @Test
    void aPodWithoutItsJobIsAliveStill() {
        world.told(backup);
        world.pod(backup, "p").running();
        world.dropJobs();

        assertThat(follow().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aRunThatIsForgottenIsGoneWithItsJob() {
        RunSpecification settle = world.run(RunKind.SETTLE);
        world.told(settle);
        world.pod(settle, "p").ended(3, MISSING);
        world.fail(settle, "PodFailurePolicy");
        runs.follow(settle.name());
        world.tell();

        runs.forget(settle.name());

        assertThat(world.jobs()).isEmpty();
    }

    @Test
    void aCancelledRunEndsByADeadlineThatIsOver() {
        world.told(backup);

        runs.cancel(backup.name());

        assertThat(world.job(backup).getSpec().getActiveDeadlineSeconds()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "403, true", "422, true", "409, false", "429, false", "500, false", "503, false"})
    void whatTheServerWillSayAgainIsFinal(int code, boolean refused) {
        assertThat(JobCalls.refused(new KubernetesClientException("no", code, null)))
                .isEqualTo(refused);
    }

    @Test
    void aClaimThatIsToGoIsNotHeld() {
        world.told(backup);
        world.pod(backup, "p").ended(3, MISSING);
        world.claim("datadir-shop-mysql-1", false);
        world.claims.release(world.cluster());
        assertThat(world.pods()).containsExactly("p");

        world.claim("datadir-shop-mysql-1", true);
        world.claims.release(world.cluster());

        assertThat(world.pods()).isEmpty();
    }
}
