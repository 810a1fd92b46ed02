package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RestoreState;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What Kubernetes is made of stops in the middle of a run, for a minute; for all who are on the node. */
@Isolated
@EndToEnd(value = "shop", settings = "DROMEDARY_PART_SIZE=1048576")
class OutageE2eIT {
    private static final int MINUTES = 3;
    private static final long STEP = 500_000_000;

    @Test
    void runsGoOnWithoutTheKubeletAndWithoutTheApiServer(Installation installation) throws Exception {
        try (Leader leader = new Leader(installation);
                GatedShop shop = new GatedShop(installation)) {
            String operator = leader.name();
            shop.grow(32);
            shop.nameDataOwner();
            withoutTheKubelet(shop);
            shop.grow(16);
            withoutTheApiServer(shop);
            List<String> tuesday = shop.checksums();
            shop.server.sql("DROP TABLE shop.orders");
            shop.restore("back", "tuesday");
            shop.gate.open();
            shop.restored("back", RestoreState.SUCCEEDED);
            assertThat(shop.checksums()).isEqualTo(tuesday);
            shop.isAtRest();
            assertThat(leader.name()).isEqualTo(operator);
            assertThat(leader.restarts()).isZero();
            assertThat(shop.runs.attempts()).containsEntry("xb-monday-s3", 1).containsEntry("xb-tuesday-s3", 1);
        }
    }

    private static void withoutTheKubelet(GatedShop shop) throws Exception {
        shop.full("monday");
        String destination = shop.awaitTheMiddle("monday", 3);
        Program kubelet = new Program("kubelet");
        kubelet.pause();
        try {
            shop.bucket.awaitManifest(destination);
            awaitNode(shop, false);
            assertThat(Place.state(shop.place.get(PerconaServerMySQLBackup.class, "monday")))
                    .isEqualTo(BackupState.RUNNING);
        } finally {
            kubelet.resume();
        }
        shop.succeeded("monday");
        awaitNode(shop, true);
        shop.place.awaitReady();
    }

    /** Which takes most of a minute: so long it is believed to be well without a word of it. */
    private static void awaitNode(GatedShop shop, boolean ready) {
        KubernetesClient client = shop.place.node.client;
        shop.place.node.await(
                client.nodes().list().getItems().getFirst(), node -> node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True") == ready));
    }

    private static void withoutTheApiServer(GatedShop shop) throws Exception {
        shop.increment("tuesday");
        String destination = shop.awaitTheMiddle("tuesday", 3);
        Program server = new Program("kube-apiserver");
        server.kill();
        try {
            shop.bucket.awaitManifest(destination);
        } finally {
            server.start();
        }
        awaitApiServer(shop.place.node.client);
        assertThat(shop.succeeded("tuesday").getStatus().chain.position).isEqualTo(1);
    }

    private static void awaitApiServer(KubernetesClient client) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!ready(client)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the API server does not come back");
            }
            LockSupport.parkNanos(STEP);
        }
    }

    private static boolean ready(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }
}
