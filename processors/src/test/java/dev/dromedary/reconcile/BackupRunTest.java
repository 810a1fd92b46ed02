package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.DataOwner;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import org.junit.jupiter.api.Test;

/** What a run in Kubernetes is told, and what becomes of one that is launched again or lost. */
class BackupRunTest {
    private final World world = Pods.world();

    @Test
    void aRunThatFindsTheDataToBeAnothersIsLaunchedAgainAsThem() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.increment(world, Pods.FIRST.host());
        RunSpecification first = world.decide(backup).run();
        world.ended(
                RunKind.BACKUP,
                RunResult.notYet(
                        new RunAs(999L, 998L),
                        new BackupException(Reason.DataDirectoryInvalid, "the data belongs to 999:998", "")));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.RELAUNCH);
        assertThat(decision.run()).isEqualTo(first.as(new RunAs(999L, 998L)));
    }

    @Test
    void aRunThatIsGoneBeforeItWasLaunchedAgainWasNotLost() {
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.full(world);
        RunSpecification first = world.decide(backup).run();
        world.running(RunKind.BACKUP);
        world.decide(backup);
        world.ended(
                RunKind.BACKUP,
                RunResult.notYet(
                        new RunAs(999L, 998L),
                        new BackupException(Reason.OtherDataOwner, "the data belongs to 999:998", "")));
        assertThat(world.decide(backup).changed()).isTrue();
        world.runs.remove(RunKind.BACKUP);

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run()).isEqualTo(first);
    }

    @Test
    void aRunThatWasNeverLaunchedIsLaunchedAsItWasWritten() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.increment(world, Pods.FIRST.host());
        RunSpecification first = world.decide(backup).run();

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run()).isEqualTo(first);
    }

    @Test
    void aRunThatWasSeenAtWorkAndIsGoneIsSettled() {
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.full(world);
        world.decide(backup);
        world.running(RunKind.BACKUP);
        world.decide(backup);
        world.runs.remove(RunKind.BACKUP);

        assertThat(world.decide(backup).run().kind()).isEqualTo(RunKind.SETTLE);
    }

    @Test
    void whatThePlatformKnowsOfALostRunIsTold() {
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.full(world);
        world.decide(backup);
        RunResult killed = RunResult.failed(
                Outcome.FAILED, new BackupException(Reason.Internal, "the worker was killed: OOMKilled", ""));
        world.runs.put(RunKind.BACKUP, new RunView(RunView.Phase.ABSENT, null, killed));
        assertThat(world.decide(backup).run().kind()).isEqualTo(RunKind.SETTLE);
        world.ended(
                RunKind.SETTLE,
                RunResult.failed(Outcome.FAILED, new BackupException(Reason.RunLost, "the run was lost", "")));

        world.decide(backup);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.FAILED);
        assertThat(backup.getStatus().stateDescription).isEqualTo("the worker was killed: OOMKilled");
    }

    @Test
    void aLostRunWhoseStorageIsSilentIsSettledLaterAndMayHaveSucceeded() {
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.full(world);
        world.decide(backup);
        world.running(RunKind.BACKUP);
        world.decide(backup);
        world.runs.remove(RunKind.BACKUP);
        world.ended(
                RunKind.SETTLE,
                RunResult.failed(Outcome.NOT_STARTED, new BackupException(Reason.StorageUnreachable, "no answer", "")));
        world.decide(backup);
        assertThat(backup.getStatus().state).as("it had started").isEqualTo(BackupState.FAILED);
        assertThat(BackupDecider.hasLeftovers(backup.getStatus())).isTrue();

        world.ended(RunKind.SETTLE, World.success());
        world.decide(backup);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(BackupDecider.hasLeftovers(backup.getStatus())).isFalse();
    }

    @Test
    void aRunIsToldHowToReachTheServerAndItsData() {
        world.members.add(Pods.FIRST);

        RunSpecification run = world.decide(Pods.full(world)).run();

        assertThat(run.server().host()).isEqualTo("c-mysql-1.c-mysql.ns");
        assertThat(run.server().claim()).isEqualTo("datadir-c-mysql-1");
        assertThat(run.server().volume()).isEqualTo("claim-1");
        assertThat(run.server().dataDirectory()).as("the server is asked").isNull();
        assertThat(run.runAs()).as("nobody says it").isNull();
    }

    @Test
    void whomARunRunsAs() {
        world.members.add(
                new Member("c-mysql-0", "h", true, false, 0, "n", "claim", "uid", "/data", "", new RunAs(27L, 27L)));
        assertThat(world.decide(Pods.full(world)).run().runAs()).isEqualTo(new RunAs(27L, 27L));

        world.cluster.getSpec().backup.storages.get("s3").podSecurityContext =
                new PodSecurityContextBuilder().withRunAsUser(28L).build();
        assertThat(world.decide(Pods.full(world)).run().runAs()).isEqualTo(new RunAs(28L, null));

        world.cluster.getSpec().backup.dataOwner = new DataOwner();
        world.cluster.getSpec().backup.dataOwner.user = 29L;
        assertThat(world.decide(Pods.full(world)).run().runAs()).isEqualTo(new RunAs(29L, null));
    }
}
