package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of a cluster whose data is to be touched. */
class KubeServerStopTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private SetWorld world;

    @BeforeEach
    void aClusterOfThree() {
        world = new SetWorld(SERVER);
    }

    @Test
    void whatIsSeenOfASetThatIsYoungOrMissing() {
        assertThat(world.ours().look(world.cluster()).stopped()).isFalse();
        assertThat(world.ours().look(world.cluster()).runs(3, 3)).isTrue();
        world.seen.setStatus(null);
        world.seen.getSpec().setReplicas(null);
        assertThat(world.ours().look(world.cluster()).replicas()).isEqualTo(1);
        assertThat(world.ours().look(world.cluster()).settled()).isFalse();
        world.seen = null;
        assertThat(world.ours().look(world.cluster()).exists()).isFalse();
        assertThatThrownBy(() -> world.ours().stop(world.action(true, 0, false)))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StatefulSetNotFound));
    }

    @Test
    void aClusterIsStoppedWhenNoPodOfItIsLeft() {
        assertThat(world.ours().stop(world.action(true, 0, false))).isFalse();
        assertThat(world.cluster().getSpec().pause).isTrue();

        world.set(0, 1, 0);
        assertThat(world.ours().stop(world.action(true, 0, false)))
                .as("one is ending")
                .isFalse();
        world.set(0, 0, 0);
        assertThat(world.ours().stop(world.action(true, 0, false))).isTrue();
    }

    @Test
    void whatIsWatchedMayBeOldSoTheServerIsAskedBeforeTheDataIsTouched() {
        world.set(0, 0, 0);
        StatefulSet old = world.seen;
        world.set(3, 3, 3);
        world.seen = old;

        assertThat(world.ours().stop(world.action(true, 0, false))).isFalse();
    }

    @Test
    void whoWaitsCostsNoRequest() {
        world.ours().stop(world.action(true, 0, false));
        ServerAction again = world.action(true, 0, false);
        int before = SERVER.requests();

        world.ours().stop(again);

        assertThat(SERVER.requests()).isEqualTo(before);
    }

    @Test
    void aClusterThatDoesNotStopInTimeIsTold() {
        world.now = SetWorld.BEGUN.plus(SetWorld.LIMIT);

        assertThatThrownBy(() -> world.ours().stop(world.action(true, 0, false)))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ServerNotStopped);
                    assertThat(e).hasMessage("StatefulSet c-mysql is not down after 300 s, pods left: 3");
                });
    }
}
