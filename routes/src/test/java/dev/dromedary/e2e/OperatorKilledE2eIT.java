package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RestoreState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator is killed wherever a backup or a restore can be, and his successor brings it to its right end. */
@EndToEnd(
        value = "shop",
        settings = {
            "DROMEDARY_LEADER_DURATION=8000",
            "DROMEDARY_LEADER_DEADLINE=6000",
            "DROMEDARY_LEADER_PERIOD=1000",
            "DROMEDARY_PART_SIZE=1048576"
        })
class OperatorKilledE2eIT {
    @Test
    void aSuccessorGoesOnWithWhateverWasUnderWay(Installation installation) {
        try (Leader leader = new Leader(installation);
                GatedShop shop = new GatedShop(installation)) {
            shop.grow(32);
            beginning(shop, leader);
            backups(shop, leader);
            List<String> checksums = shop.checksums();
            shop.server.sql("DELETE FROM shop.orders WHERE id % 2 = 0");
            restore(shop, leader);
            assertThat(shop.checksums()).isEqualTo(checksums);
            deletion(shop, leader);
            shop.isAtRest();
            // Two of Monday have found out whose the data is: what the first had said was gone with its Job.
            Map<String, Integer> jobs = Map.of(
                    "xb-monday-s3", 3,
                    "xb-tuesday-s3", 1,
                    "xb-settle-tuesday", 1,
                    "xb-plan-back", 1,
                    "xb-restore-back", 1,
                    "xb-accept-back", 1,
                    "xb-delete-tuesday", 1);
            assertThat(shop.runs.jobs()).isEqualTo(jobs);
            assertThat(shop.runs.attempts()).isEqualTo(jobs);
        }
    }

    /** There is no Job, though the status says that it is starting; then there is none again, though it was at work. */
    private static void beginning(GatedShop shop, Leader leader) {
        try (JobStop unlaunched = new JobStop(shop.place, "backup")) {
            shop.full("monday");
            shop.await("monday", BackupState.STARTING);
            leader.killPod();
            shop.gate.hold();
        }
        shop.runs.awaitWorking("xb-monday-s3");
        Job first = shop.runs.await("xb-monday-s3");
        shop.await("monday", BackupState.RUNNING);
        try (JobStop unlaunched = new JobStop(shop.place, "backup")) {
            shop.gate.narrow();
            shop.place.node.awaitGone(first);
            leader.killProcess();
        }
    }

    private static void backups(GatedShop shop, Leader leader) {
        String monday = shop.holdInTheMiddle("monday", 2);
        shop.nameDataOwner();
        shop.increment("tuesday");
        shop.await("tuesday", OperatorKilledE2eIT::waitsForTheLease);
        leader.killPod();
        assertThat(Place.state(shop.place.get(PerconaServerMySQLBackup.class, "monday")))
                .isEqualTo(BackupState.RUNNING);
        shop.gate.open();
        shop.runs.awaitComplete("xb-monday-s3");
        shop.gate.hold();
        leader.killProcess();
        assertThat(shop.succeeded("monday").getStatus().destination).isEqualTo(monday);

        shop.runs.await("xb-tuesday-s3");
        leader.killPod();
        Pod worker = shop.runs.awaitWorking("xb-tuesday-s3");
        shop.await("tuesday", BackupState.RUNNING);
        leader.stop();
        shop.gate.open();
        shop.runs.awaitComplete("xb-tuesday-s3");
        shop.place.node.client.resource(worker).withGracePeriod(0).delete();
        leader.start();
        assertThat(shop.succeeded("tuesday").getStatus().chain.position).isEqualTo(1);
    }

    private static boolean waitsForTheLease(PerconaServerMySQLBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().conditions.stream()
                        .anyMatch(each -> each.getReason().equals("LeaseAlreadyHeld"));
    }

    private static void restore(GatedShop shop, Leader leader) {
        leader.stop();
        shop.restore("back", "tuesday");
        try (JobStop unplanned = new JobStop(shop.place, "plan")) {
            leader.start();
            shop.awaitRestore("back", restore -> Place.state(restore) == RestoreState.STARTING);
            leader.killProcess();
            shop.gate.hold();
        }
        shop.runs.awaitWorking("xb-plan-back");
        leader.killPod();
        // Its pod cannot go, so the server cannot have stopped.
        shop.edit(pod -> pod.getMetadata().getFinalizers().add("test.dromedary.dev/stays"));
        shop.gate.narrow();
        shop.awaitStage("back", "Paused");
        shop.place.node.await(shop.place.get(PerconaServerMySQL.class, "shop"), cluster -> cluster.getSpec()
                .paused());
        leader.killProcess();
        shop.edit(pod -> pod.getMetadata().getFinalizers().clear());
        shop.holdInTheMiddleOfRestore("back");
        leader.killPod();
        shop.gate.open();
        shop.awaitStage("back", "Started");
        leader.killProcess();
        shop.runs.await("xb-accept-back");
        leader.killPod();
        shop.restored("back", RestoreState.SUCCEEDED);
    }

    private static void deletion(GatedShop shop, Leader leader) {
        PerconaServerMySQLBackup tuesday = shop.place.get(PerconaServerMySQLBackup.class, "tuesday");
        shop.gate.hold();
        shop.place.node.client.resource(tuesday).delete();
        shop.runs.awaitWorking("xb-delete-tuesday");
        leader.killProcess();
        assertThat(shop.bucket.of(tuesday.getStatus().destination)).isNotEmpty();
        shop.gate.open();
        shop.place.node.awaitGone(tuesday);
        assertThat(shop.bucket.of(tuesday.getStatus().destination)).isEmpty();
        shop.succeeded("monday");
    }
}
