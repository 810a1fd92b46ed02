package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which Job a run becomes, and whose Jobs are left alone. */
class KubeRunsLaunchTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final JobWorld world = new JobWorld(SERVER);
    private final KubeRuns runs = world.runs;
    private final RunSpecification backup = world.run(RunKind.BACKUP);

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
    void theNextRunOnAVolumeIsThatUserAtOnceAndChecksItNevertheless() {
        runs.launch(backup.as(new RunAs(999L, 998L)));
        RunSpecification restore = world.run(RunKind.RESTORE).as((RunAs) null);
        assertThat(restore.server().volume()).isEqualTo(backup.server().volume());

        runs.launch(restore);

        var pod = world.job(restore).getSpec().getTemplate().getSpec();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(999);
        assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(998);
        assertThat(pod.getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getName().equals("DROMEDARY_RUN"))
                .singleElement()
                .satisfies(run -> assertThat(run.getValue()).doesNotContain("runAs"));
    }

    @Test
    void aFullBackupTakesTheNameOfItsIncrementsJob() {
        RunSpecification increment = world.increment();
        world.told(increment);
        world.pod(increment, "p").ended(3, JobWorld.MISSING);
        world.fail(increment, "PodFailurePolicy");

        runs.launch(backup);

        assertThat(world.jobs()).containsExactly("xb-monday-s3");
        assertThat(follow().phase()).isEqualTo(Phase.LAUNCHED);
        world.tell();
        assertThat(runs.follow(increment.name())).isEqualTo(RunView.ABSENT);
    }

    @Test
    void aJobOfAnotherResourceIsLeftAlone() {
        SERVER.store(new JobBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName("xb-monday-s3")
                .addNewOwnerReference()
                .withApiVersion("ps.percona.com/v1")
                .withKind("PerconaServerMySQLRestore")
                .withName("other")
                .withUid("another")
                .endOwnerReference()
                .endMetadata()
                .build());

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
    void aRunThatIsForgottenIsGoneWithItsJob() {
        RunSpecification settle = world.run(RunKind.SETTLE);
        world.told(settle);
        world.pod(settle, "p").ended(3, JobWorld.MISSING);
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
}
