package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.Member;
import org.junit.jupiter.api.Test;

/** Which server a full backup of a cluster in Kubernetes is taken from. */
class SourceChoiceTest {
    private final World world = Pods.world();

    @Test
    void theLastReadyReplicaComesBeforeThePrimary() {
        world.members.add(Pods.LAST);
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);

        assertThat(Pods.source(world, Pods.full(world))).isEqualTo("c-mysql-2");
    }

    @Test
    void aReplicaThatIsNotReadyIsPassedOver() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        world.members.add(Pods.member(2, false, false));

        assertThat(Pods.source(world, Pods.full(world))).isEqualTo("c-mysql-1");
    }

    @Test
    void aLonePrimaryIsGoodEnough() {
        world.members.add(Pods.PRIMARY);

        assertThat(Pods.source(world, Pods.full(world))).isEqualTo("c-mysql-0");
    }

    @Test
    void theClustersSourcePodComesBeforeAReplica() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.LAST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-0";

        assertThat(Pods.source(world, Pods.full(world))).isEqualTo("c-mysql-0");
    }

    @Test
    void theBackupsOwnSourcePodComesFirst() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-0";
        PerconaServerMySQLBackup backup = Pods.full(world);
        backup.getSpec().sourcePod = "c-mysql-1";

        assertThat(Pods.source(world, backup)).isEqualTo("c-mysql-1");
        assertThat(backup.getStatus().backupSource).isEqualTo("c-mysql-1.c-mysql.ns");
    }

    @Test
    void aSourcePodThatIsNotThere() {
        world.members.add(Pods.PRIMARY);
        PerconaServerMySQLBackup backup = Pods.full(world);
        backup.getSpec().sourcePod = "c-mysql-7";

        assertThat(Pods.source(world, backup)).isEqualTo(Pods.NO_SOURCE + "pod c-mysql-7 not found");
        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void aSourcePodThatIsNotReady() {
        world.members.add(Pods.member(1, false, false));
        PerconaServerMySQLBackup backup = Pods.full(world);
        backup.getSpec().sourcePod = "c-mysql-1";

        assertThat(Pods.source(world, backup)).isEqualTo(Pods.NO_SOURCE + "pod c-mysql-1 is not ready");
    }

    @Test
    void noPodIsReady() {
        assertThat(Pods.source(world, Pods.full(world))).isEqualTo(Pods.NO_SOURCE + "no pod of the cluster is ready");
    }

    @Test
    void aPodWithoutAClaim() {
        world.members.add(
                new Member("c-mysql-0", "c-mysql-0.c-mysql.ns", true, false, 0, "node", null, null, null, null, null));

        assertThat(Pods.source(world, Pods.full(world)))
                .isEqualTo(Pods.NO_SOURCE + "pod c-mysql-0 has no claim with its data");
    }
}
