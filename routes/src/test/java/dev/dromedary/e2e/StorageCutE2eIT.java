package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way to the storage is cut in the middle of a run: for a moment, until an attempt has failed, and longer than all of them. */
@EndToEnd(
        value = "shop",
        settings = {"DROMEDARY_PART_SIZE=1048576", "DROMEDARY_STORAGE_ATTEMPTS=3"})
class StorageCutE2eIT {
    @Test
    void aShortCutIsGotOverAndALongOneLeavesNothingBehind(Installation installation) {
        try (GatedShop shop = new GatedShop(installation)) {
            shop.grow(32);
            shop.nameDataOwner();
            String server = shop.serverPod().getMetadata().getUid();
            backupThatIsCutForAMoment(shop);
            shop.grow(16);
            backupThatIsCutForAnAttempt(shop);
            shop.grow(16);
            attempts(shop, 1);
            backupThatIsCutForLong(shop);
            shop.increment("thursday");
            shop.gate.open();
            assertThat(shop.succeeded("thursday").getStatus().chain.position).isEqualTo(2);
            assertThat(shop.serverPod().getMetadata().getUid()).isEqualTo(server);

            List<String> thursday = shop.checksums();
            shop.server.sql("DELETE FROM shop.orders WHERE id % 2 = 0");
            List<String> before = shop.checksums();
            restoreThatIsCutForLong(shop);
            assertThat(shop.checksums()).isEqualTo(before);
            attempts(shop, 2);
            restoreThatIsCutForAnAttempt(shop);
            assertThat(shop.checksums()).isEqualTo(thursday);
            shop.isAtRest();
        }
    }

    private static void attempts(GatedShop shop, int count) {
        shop.place
                .node
                .client
                .resource(shop.place.get(PerconaServerMySQL.class, "shop"))
                .edit(cluster -> {
                    cluster.getSpec().backup.backoffLimit = count - 1;
                    return cluster;
                });
    }

    private static void backupThatIsCutForAMoment(GatedShop shop) {
        shop.full("monday");
        shop.holdInTheMiddle("monday", 3);
        shop.gate.cut();
        shop.gate.mend();
        shop.succeeded("monday");
        assertThat(shop.runs.attempts()).containsEntry("xb-monday-s3", 1);
    }

    private static void backupThatIsCutForAnAttempt(GatedShop shop) {
        shop.increment("tuesday");
        cutInTheMiddle(shop, "tuesday");
        shop.runs.awaitFailed("xb-tuesday-s3");
        shop.gate.mend();
        shop.succeeded("tuesday");
        assertThat(shop.runs.attempts()).containsEntry("xb-tuesday-s3", 2);
    }

    private static void backupThatIsCutForLong(GatedShop shop) {
        shop.increment("wednesday");
        String destination = cutInTheMiddle(shop, "wednesday");
        PerconaServerMySQLBackup wednesday = shop.await("wednesday", BackupState.FAILED);
        assertThat(wednesday.getStatus().stateDescription).contains(shop.gate.endpoint() + " cannot be reached");
        // The server has lost nothing by it, and goes on.
        shop.grow(1);
        shop.await("wednesday", backup -> backup.getStatus().retry != null && backup.getStatus().retry.failures > 1);
        assertThat(shop.bucket.of(destination)).isNotEmpty();
        shop.gate.mend();
        shop.await("wednesday", backup -> backup.getStatus().conditions.stream()
                .anyMatch(each -> each.getType().equals("LeftoversRemoved")
                        && each.getStatus().equals("True")));
        assertThat(shop.bucket.of(destination)).isEmpty();
        assertThat(shop.place.get(PerconaServerMySQLBackup.class, "wednesday").getStatus().stateDescription)
                .isEqualTo(wednesday.getStatus().stateDescription);
        assertThat(shop.runs.attempts()).containsEntry("xb-wednesday-s3", 1);
    }

    private static String cutInTheMiddle(GatedShop shop, String backup) {
        String destination = shop.holdInTheMiddle(backup, 3);
        shop.gate.cut();
        return destination;
    }

    private static void restoreThatIsCutForLong(GatedShop shop) {
        shop.restore("cut", "thursday");
        shop.holdInTheMiddleOfRestore("cut");
        shop.gate.cut();
        PerconaServerMySQLRestore cut = shop.restored("cut", RestoreState.FAILED);
        assertThat(cut.getStatus().stateDescription).contains(shop.gate.endpoint() + " cannot be reached");
        shop.gate.mend();
        assertThat(shop.runs.attempts()).containsEntry("xb-restore-cut", 1);
    }

    private static void restoreThatIsCutForAnAttempt(GatedShop shop) {
        shop.restore("back", "thursday");
        shop.holdInTheMiddleOfRestore("back");
        shop.gate.cut();
        shop.runs.awaitFailed("xb-restore-back");
        shop.gate.mend();
        shop.restored("back", RestoreState.SUCCEEDED);
        assertThat(shop.runs.attempts()).containsEntry("xb-restore-back", 2);
    }
}
