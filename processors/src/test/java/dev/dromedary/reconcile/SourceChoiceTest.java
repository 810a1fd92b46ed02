package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.DataOwner;
import dev.dromedary.api.OnBrokenChain;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which server a backup of a cluster in Kubernetes is taken from, and what becomes of the run that does it. */
class SourceChoiceTest {
    private static final String PREFIX = "failed to get the source host for backup: ";
    private static final Member PRIMARY = member(0, true, true);
    private static final Member FIRST = member(1, true, false);
    private static final Member LAST = member(2, true, false);

    private final World world = new World();

    @BeforeEach
    void inKubernetes() {
        world.cluster.getSpec().local = null;
        world.cluster.getStatus().state = ClusterState.READY;
    }

    private static Member member(int ordinal, boolean ready, boolean primary) {
        String pod = "c-mysql-" + ordinal;
        return new Member(
                pod,
                pod + ".c-mysql.ns",
                ready,
                primary,
                ordinal,
                "node-" + ordinal,
                "datadir-" + pod,
                "claim-" + ordinal,
                "/var/lib/mysql",
                "",
                null);
    }

    private String source(PerconaServerMySQLBackup backup) {
        RunSpecification run = world.decide(backup).run();
        return run == null ? backup.getStatus().stateDescription : run.server().pod();
    }

    private PerconaServerMySQLBackup full() {
        return world.backup("b", BackupType.FULL);
    }

    private PerconaServerMySQLBackup increment(String chainHost) {
        world.base("base", "2024-06-14T08:00:00Z").getStatus().backupSource = chainHost;
        return world.backup("b", BackupType.INCREMENTAL);
    }

    private void allowFull() {
        world.cluster.getSpec().backup.chain = new ChainPolicy();
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;
    }

    @Test
    void theLastReadyReplicaComesBeforeThePrimary() {
        world.members.add(LAST);
        world.members.add(PRIMARY);
        world.members.add(FIRST);

        assertThat(source(full())).isEqualTo("c-mysql-2");
    }

    @Test
    void aReplicaThatIsNotReadyIsPassedOver() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        world.members.add(member(2, false, false));

        assertThat(source(full())).isEqualTo("c-mysql-1");
    }

    @Test
    void aLonePrimaryIsGoodEnough() {
        world.members.add(PRIMARY);

        assertThat(source(full())).isEqualTo("c-mysql-0");
    }

    @Test
    void theClustersSourcePodComesBeforeAReplica() {
        world.members.add(PRIMARY);
        world.members.add(LAST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-0";

        assertThat(source(full())).isEqualTo("c-mysql-0");
    }

    @Test
    void theBackupsOwnSourcePodComesFirst() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-0";
        PerconaServerMySQLBackup backup = full();
        backup.getSpec().sourcePod = "c-mysql-1";

        assertThat(source(backup)).isEqualTo("c-mysql-1");
        assertThat(backup.getStatus().backupSource).isEqualTo("c-mysql-1.c-mysql.ns");
    }

    @Test
    void aSourcePodThatIsNotThere() {
        world.members.add(PRIMARY);
        PerconaServerMySQLBackup backup = full();
        backup.getSpec().sourcePod = "c-mysql-7";

        assertThat(source(backup)).isEqualTo(PREFIX + "pod c-mysql-7 not found");
        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void aSourcePodThatIsNotReady() {
        world.members.add(member(1, false, false));
        PerconaServerMySQLBackup backup = full();
        backup.getSpec().sourcePod = "c-mysql-1";

        assertThat(source(backup)).isEqualTo(PREFIX + "pod c-mysql-1 is not ready");
    }

    @Test
    void noPodIsReady() {
        assertThat(source(full())).isEqualTo(PREFIX + "no pod of the cluster is ready");
    }

    @Test
    void aPodWithoutAClaim() {
        world.members.add(
                new Member("c-mysql-0", "c-mysql-0.c-mysql.ns", true, false, 0, "node", null, null, null, null, null));

        assertThat(source(full())).isEqualTo(PREFIX + "pod c-mysql-0 has no claim with its data");
    }

    @Test
    void anIncrementSticksToTheServerOfItsBase() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        world.members.add(LAST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-2";

        assertThat(source(increment(FIRST.host()))).isEqualTo("c-mysql-1");
    }

    @Test
    void aBaseThatDoesNotSayItsServerLeavesItToTheWorker() {
        world.members.add(PRIMARY);
        world.members.add(LAST);

        assertThat(source(increment(null))).isEqualTo("c-mysql-2");
    }

    @Test
    void aChainWhoseServerIsGone() {
        world.members.add(PRIMARY);
        PerconaServerMySQLBackup backup = increment(LAST.host());

        assertThat(source(backup)).isEqualTo(PREFIX + "the server of the chain, c-mysql-2.c-mysql.ns, is gone");
        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void anotherSourcePodBreaksTheChain() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = increment(FIRST.host());
        backup.getSpec().sourcePod = "c-mysql-0";

        assertThat(source(backup))
                .isEqualTo(
                        PREFIX + "the chain was taken from c-mysql-1.c-mysql.ns, the backup's sourcePod is c-mysql-0");
    }

    @Test
    void aChainWhoseServerIsGoneMayStartAnew() {
        allowFull();
        world.members.add(PRIMARY);
        PerconaServerMySQLBackup backup = increment(LAST.host());

        assertThat(source(backup)).isEqualTo("c-mysql-0");
        assertThat(backup.getStatus().type).isEqualTo("full");
        assertThat(backup.getStatus().backupSource).isEqualTo("c-mysql-0.c-mysql.ns");
        assertThat(Conditions.find(backup.getStatus().conditions, "ChainIntact"))
                .hasValueSatisfying(
                        condition -> assertThat(condition.getReason()).isEqualTo("LineageChanged"));
    }

    @Test
    void aServerOfTheChainThatIsNotReadyIsNotGone() {
        allowFull();
        world.members.add(PRIMARY);
        world.members.add(member(1, false, false));

        assertThat(source(increment(FIRST.host()))).isEqualTo(PREFIX + "pod c-mysql-1 is not ready");
    }

    @Test
    void aRunIsToldHowToReachTheServerAndItsData() {
        world.members.add(FIRST);

        RunSpecification run = world.decide(full()).run();

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
        assertThat(world.decide(full()).run().runAs()).isEqualTo(new RunAs(27L, 27L));

        world.cluster.getSpec().backup.storages.get("s3").podSecurityContext =
                new PodSecurityContextBuilder().withRunAsUser(28L).build();
        assertThat(world.decide(full()).run().runAs()).isEqualTo(new RunAs(28L, null));

        world.cluster.getSpec().backup.dataOwner = new DataOwner();
        world.cluster.getSpec().backup.dataOwner.user = 29L;
        assertThat(world.decide(full()).run().runAs()).isEqualTo(new RunAs(29L, null));
    }

    @Test
    void aRunThatFindsTheDataToBeAnothersIsLaunchedAgainAsThem() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = increment(FIRST.host());
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
    void aRunThatWasNeverLaunchedIsLaunchedAsItWasWritten() {
        world.members.add(PRIMARY);
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = increment(FIRST.host());
        RunSpecification first = world.decide(backup).run();

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run()).isEqualTo(first);
    }

    @Test
    void aRunThatWasSeenAtWorkAndIsGoneIsSettled() {
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = full();
        world.decide(backup);
        world.running(RunKind.BACKUP);
        world.decide(backup);
        world.runs.remove(RunKind.BACKUP);

        assertThat(world.decide(backup).run().kind()).isEqualTo(RunKind.SETTLE);
    }

    @Test
    void whatThePlatformKnowsOfALostRunIsTold() {
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = full();
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
        world.members.add(FIRST);
        PerconaServerMySQLBackup backup = full();
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
}
