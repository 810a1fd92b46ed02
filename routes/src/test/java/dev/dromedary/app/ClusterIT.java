package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ClusterState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster on a real node: its pods only sleep, but they are pods, and their claims are claims. */
@OnNode
class ClusterIT {
    @TempDir
    Path folder;

    private ApiNamespace namespace;
    private SleepingCluster cluster;
    private OperatorProcess operator;

    @BeforeEach
    void open() throws Exception {
        namespace = new ApiNamespace();
        cluster = new SleepingCluster(namespace, 2);
        operator = new OperatorProcess(namespace, "one", folder);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
        namespace.close();
    }

    @Test
    void aClusterIsPausedAndComesBackThoughTheOperatorIsKilledInBetween() throws Exception {
        cluster.create();
        operator.start().untilReady();
        cluster.until(ClusterState.READY);
        assertThat(cluster.resource().getStatus().mysql.size).isEqualTo(2);
        assertThat(cluster.resource().getStatus().mysql.ready).isEqualTo(2);

        cluster.pause(true);
        cluster.until(ClusterState.PAUSED);
        assertThat(cluster.pods()).isEmpty();
        assertThat(cluster.kept()).isEqualTo("2");

        operator.kill();
        cluster.pause(false);
        operator.start().untilReady();
        cluster.until(ClusterState.READY);
        assertThat(cluster.pods()).hasSize(2);
        Await.until("the number is not kept longer", () -> cluster.kept() == null);
        assertThat(namespace.events("c")).anyMatch(event -> event.startsWith("Normal Paused: "));
    }

    @Test
    void aSetThatIsMissingIsAnErrorUntilItIsThere() throws Exception {
        cluster.createResource(resource -> resource.getSpec().mysql.statefulSetName = "nobody");
        operator.start().untilReady();
        cluster.until(ClusterState.ERROR);
        // An Event comes after the status that it is about.
        Await.until("an Event about it", () -> !namespace.events("c").isEmpty());
        assertThat(namespace.events("c"))
                .anyMatch(event -> event.startsWith("Warning StatefulSetNotFound: StatefulSet nobody")
                        && event.contains("spec.mysql.statefulSetName"));

        cluster.createSet("nobody");
        cluster.until(ClusterState.READY);
    }
}
