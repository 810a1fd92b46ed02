package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import org.junit.jupiter.api.Test;

/** An increment is taken from the server that its chain was taken from. */
class ChainSourceTest {
    private final World world = Pods.world();

    private void allowFull() {
        world.cluster.getSpec().backup.chain = new ChainPolicy();
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;
    }

    @Test
    void anIncrementSticksToTheServerOfItsBase() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        world.members.add(Pods.LAST);
        world.cluster.getSpec().backup.sourcePod = "c-mysql-2";

        assertThat(Pods.source(world, Pods.increment(world, Pods.FIRST.host()))).isEqualTo("c-mysql-1");
    }

    @Test
    void aBaseThatDoesNotSayItsServerLeavesItToTheWorker() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.LAST);

        assertThat(Pods.source(world, Pods.increment(world, null))).isEqualTo("c-mysql-2");
    }

    @Test
    void aChainWhoseServerIsGone() {
        world.members.add(Pods.PRIMARY);
        PerconaServerMySQLBackup backup = Pods.increment(world, Pods.LAST.host());

        assertThat(Pods.source(world, backup))
                .isEqualTo(Pods.NO_SOURCE + "the server of the chain, c-mysql-2.c-mysql.ns, is gone");
        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void anotherSourcePodBreaksTheChain() {
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.FIRST);
        PerconaServerMySQLBackup backup = Pods.increment(world, Pods.FIRST.host());
        backup.getSpec().sourcePod = "c-mysql-0";

        assertThat(Pods.source(world, backup))
                .isEqualTo(Pods.NO_SOURCE
                        + "the chain was taken from c-mysql-1.c-mysql.ns, the backup's sourcePod is c-mysql-0");
    }

    @Test
    void aChainWhoseServerIsGoneMayStartAnew() {
        allowFull();
        world.members.add(Pods.PRIMARY);
        PerconaServerMySQLBackup backup = Pods.increment(world, Pods.LAST.host());

        assertThat(Pods.source(world, backup)).isEqualTo("c-mysql-0");
        assertThat(backup.getStatus().type).isEqualTo("full");
        assertThat(backup.getStatus().backupSource).isEqualTo("c-mysql-0.c-mysql.ns");
        assertThat(Conditions.find(backup.getStatus().conditions, "ChainIntact"))
                .hasValueSatisfying(
                        condition -> assertThat(condition.getReason()).isEqualTo("LineageChanged"));
    }

    @Test
    void aServerOfTheChainThatIsNotReadyIsNotGone() {
        allowFull();
        world.members.add(Pods.PRIMARY);
        world.members.add(Pods.member(1, false, false));

        assertThat(Pods.source(world, Pods.increment(world, Pods.FIRST.host())))
                .isEqualTo(Pods.NO_SOURCE + "pod c-mysql-1 is not ready");
    }
}
