package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.InitContainer;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A worker that is told to stop before its JVM listens: it does not work on until it is killed. */
@EndToEnd("shop")
class StoppedAtOnceE2eIT {
    private static final int BY_SIGTERM = 128 + 15;

    /** So little that Java needs seconds for what takes it a fifth of one. */
    private static final String CPU = "10m";

    @Test
    void aBackupThatIsDroppedAsItsWorkerStartsLeavesNothing(Installation installation) {
        Place place = installation.place("shop");
        place.setUp("mariadb", StoppedAtOnceE2eIT::slowly);
        try (Runs runs = new Runs(place);
                RunPods pods = new RunPods(place);
                Stored stored = new Stored(place)) {
            place.apply("mariadb/full.yaml", PerconaServerMySQLBackup.class, full -> {
                full.getMetadata().setName("dropped");
                full.getMetadata().setFinalizers(List.of());
            });
            Pod worker = runs.awaitWorking("xb-dropped-s3");
            place.node
                    .client
                    .resource(place.get(PerconaServerMySQLBackup.class, "dropped"))
                    .delete();

            assertThat(pods.exitCode(worker)).isEqualTo(BY_SIGTERM);
            place.node.awaitGone(worker);
            assertThat(stored.objects()).isEmpty();
        }
    }

    private static void slowly(PerconaServerMySQL cluster) {
        InitContainer init = new InitContainer();
        init.resources = new ResourceRequirements();
        cluster.getSpec().backup.initContainer = init;
        cluster.getSpec()
                .backup
                .storages
                .values()
                .forEach(storage -> storage.resources = new ResourceRequirementsBuilder()
                        .withLimits(Map.of("cpu", new Quantity(CPU)))
                        .build());
    }
}
