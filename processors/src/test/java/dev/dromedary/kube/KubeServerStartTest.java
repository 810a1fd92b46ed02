package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.ComponentStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cluster is told when its data is there, and who is waited for. */
class KubeServerStartTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private SetWorld world;

    @BeforeEach
    void aClusterOfThree() {
        world = new SetWorld(SERVER);
    }

    @Test
    void theRestoredMemberIsStartedAlone() {
        world.ours().stop(world.action(true, 0, false));
        world.set(0, 0, 0);

        assertThat(world.ours().start(world.action(null, 1, false))).isFalse();
        assertThat(world.cluster().getSpec().pause).isNull();
        assertThat(world.kept()).isEqualTo("1");

        world.set(1, 1, 1);
        world.pod("c-mysql-0", "False");
        assertThat(world.ours().start(world.action(null, 1, false)))
                .as("the set is told to be ready, its pod is not")
                .isFalse();
        world.pod("c-mysql-0", "True");
        assertThat(world.ours().start(world.action(null, 1, false))).isTrue();
        assertThat(world.claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void aMemberThatDoesNotStartInTimeIsTold() {
        world.set(1, 1, 0);
        world.now = SetWorld.BEGUN.plus(SetWorld.LIMIT);

        assertThatThrownBy(() -> world.ours().start(world.action(null, 1, false)))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.ServerNotStarted);
                    assertThat(e).hasMessage("pod c-mysql-0 is not ready after 300 s");
                });
    }

    @Test
    void whatTheOwnerHadWrittenIsWrittenAgain() {
        world.ours().stop(world.action(true, 0, false));
        world.set(0, 0, 0);

        world.ours().start(world.action(false, 3, false));

        assertThat(world.cluster().getSpec().pause).isFalse();
        assertThat(world.kept()).isEqualTo("3");
    }

    @Test
    void anotherOperatorIsToldByThePauseAlone() {
        KubeServer kube = world.kube(true);
        kube.stop(world.action(true, 0, false));
        world.set(0, 0, 0);

        assertThat(kube.start(world.action(null, 3, true))).isFalse();
        assertThat(world.cluster().getSpec().pause).isNull();
        assertThat(world.kept()).isNull();
        assertThat(world.claims()).contains("datadir-c-mysql-0").doesNotContain("datadir-c-mysql-1");

        world.set(3, 3, 3);
        world.pod("c-mysql-0", "True");
        assertThat(kube.start(world.action(null, 3, true)))
                .as("its operator says")
                .isFalse();
        ServerAction ready = world.action(null, 3, true);
        ready.cluster().getStatus().state = ClusterState.READY;
        assertThat(kube.start(ready)).isTrue();
    }

    @Test
    void aPauseOfTheOwnerIsPutBack() {
        world.set(1, 1, 1);

        assertThat(world.ours().resume(world.action(true, 3, true))).isTrue();

        assertThat(world.cluster().getSpec().pause).isTrue();
        assertThat(world.kept()).isEqualTo("3");
        assertThat(world.claims()).doesNotContain("datadir-c-mysql-1");
    }

    @Test
    void membersThatDoNotFollowInTimeAreTold() {
        world.set(3, 3, 1);
        world.now = SetWorld.BEGUN.plus(SetWorld.LIMIT);

        assertThatThrownBy(() -> world.ours().resume(world.action(null, 3, true)))
                .hasMessage("1 of 3 members of StatefulSet c-mysql are ready after 300 s");
    }

    @Test
    void aSetIsScaledAndTheNumberKeptForTheEndOfThePause() throws InterruptedException {
        PerconaServerMySQL cluster = world.cluster();
        cluster.getMetadata().setAnnotations(Map.of(Names.MEMBERS_ANNOTATION, "2"));
        cluster = SERVER.client.resource(cluster).update();
        cluster.getStatus().mysql = new ComponentStatus();
        cluster.getStatus().mysql.size = 0;
        world.ours().scale(cluster);
        assertThat(SERVER.lastRequest()).isEqualTo("PUT /apis/apps/v1/namespaces/ns/statefulsets/c-mysql/scale");
        // The double does not scale: to which number, and that it is not kept longer, is for ClusterIT to see.
        assertThat(world.kept()).as("for the end of the pause").isEqualTo("2");
    }
}
