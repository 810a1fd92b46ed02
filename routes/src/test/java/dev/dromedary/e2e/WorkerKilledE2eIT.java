package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worker is killed: the next attempt does it all, or, where there is none, all is as it was before the first. */
@EndToEnd(value = "shop", settings = "DROMEDARY_PART_SIZE=1048576")
class WorkerKilledE2eIT {
    private static final String KILLED = "the worker ended without an answer: Error, exit code 137";

    @Test
    void anotherAttemptSucceedsOrNothingIsLeft(Installation installation) {
        try (GatedShop shop = new GatedShop(installation)) {
            shop.grow(32);
            shop.nameDataOwner();
            Pod server = shop.serverPod();
            backupWhosePodIsDeleted(shop);
            shop.grow(16);
            backupThatIsKilledAsOftenAsItIsTried(shop);
            backupThatIsKilledOnce(shop);
            assertThat(shop.serverPod().getMetadata().getUid())
                    .isEqualTo(server.getMetadata().getUid());
            List<String> wednesday = shop.checksums();
            shop.server.sql("DELETE FROM shop.orders WHERE id % 2 = 0");
            restoreThatIsKilledOnce(shop);
            assertThat(shop.checksums()).isEqualTo(wednesday);
            shop.server.sql("DELETE FROM shop.orders WHERE id % 3 = 0");
            List<String> before = shop.checksums();
            restoreThatIsKilledAsOftenAsItIsTried(shop);
            assertThat(shop.checksums()).isEqualTo(before);
            shop.isAtRest();
        }
    }

    private static void backupWhosePodIsDeleted(GatedShop shop) {
        shop.full("monday");
        shop.holdInTheMiddle("monday", 3);
        Pod first = shop.runs.awaitWorking("xb-monday-s3");
        shop.place.node.client.resource(first).withGracePeriod(0).delete();
        shop.gate.open();
        shop.runs.awaitWorking("xb-monday-s3", first);
        shop.succeeded("monday");
        assertThat(shop.runs.jobs()).containsEntry("xb-monday-s3", 1);
        assertThat(shop.runs.attempts()).containsEntry("xb-monday-s3", 2);
    }

    private static void backupThatIsKilledAsOftenAsItIsTried(GatedShop shop) {
        shop.increment("tuesday");
        String destination = shop.holdInTheMiddle("tuesday", 3);
        Pod first = shop.runs.awaitWorking("xb-tuesday-s3");
        Processes.kill(first);
        shop.gate.open();
        Processes.kill(shop.runs.awaitWorking("xb-tuesday-s3", first));
        PerconaServerMySQLBackup tuesday = shop.place.await("tuesday");
        assertThat(Place.state(tuesday)).isEqualTo(BackupState.FAILED);
        assertThat(tuesday.getStatus().stateDescription).isEqualTo(KILLED);
        assertThat(shop.bucket.of(destination)).isEmpty();
        assertThat(shop.runs.attempts()).containsEntry("xb-tuesday-s3", 2).containsEntry("xb-settle-tuesday", 1);
    }

    /** Unlike one whose pod is deleted, it has no time to clean up. */
    private static void backupThatIsKilledOnce(GatedShop shop) {
        shop.increment("wednesday");
        String destination = shop.holdInTheMiddle("wednesday", 3);
        // As an attempt whose stream was longer would leave it: the next one does not put another in its place.
        shop.bucket.putPart(destination, 99_999);
        Pod first = shop.runs.awaitWorking("xb-wednesday-s3");
        Processes.kill(first);
        shop.gate.open();
        shop.runs.awaitWorking("xb-wednesday-s3", first);
        assertThat(shop.succeeded("wednesday").getStatus().chain.position).isEqualTo(1);
        assertThat(shop.runs.attempts()).containsEntry("xb-wednesday-s3", 2);
    }

    private static void restoreThatIsKilledOnce(GatedShop shop) {
        shop.restore("back", "wednesday");
        shop.holdInTheMiddleOfRestore("back");
        Processes.kill(shop.runs.awaitWorking("xb-restore-back"));
        shop.gate.open();
        shop.restored("back", RestoreState.SUCCEEDED);
        assertThat(shop.runs.jobs()).containsEntry("xb-restore-back", 1);
        assertThat(shop.runs.attempts()).containsEntry("xb-restore-back", 2);
    }

    private static void restoreThatIsKilledAsOftenAsItIsTried(GatedShop shop) {
        shop.restore("again", "monday");
        shop.holdInTheMiddleOfRestore("again");
        Pod first = shop.runs.awaitWorking("xb-restore-again");
        Processes.kill(first);
        shop.gate.open();
        Processes.kill(shop.runs.awaitWorking("xb-restore-again", first));
        PerconaServerMySQLRestore again = shop.restored("again", RestoreState.FAILED);
        assertThat(again.getStatus().stateDescription).isEqualTo(KILLED);
        assertThat(shop.runs.attempts()).containsEntry("xb-restore-again", 2).containsEntry("xb-roll-back-again", 1);
    }
}
