package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Schedules on a plain host: the application is killed and started again, and each time comes to one backup or to a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesIT {
    private Place place;

    @BeforeAll
    void create(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        schedule("");
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    private void schedule(String more) throws IOException {
        String storages = "file:\n  type: file\n  options: {directory: %s}\n".formatted(place.storage());
        place.resources()
                .cluster(
                        Resources.CLUSTER,
                        Resources.clusterOf(
                                        place.server(), PrivateServer.ACCOUNT, Resources.CLUSTER + "-secrets", storages)
                                + "  schedule:\n  - {name: often, schedule: '@every 3s', storageName: file,"
                                + " type: incremental, onBrokenChain: Full" + more + "}\n");
    }

    private ScheduleStatus status() {
        PerconaServerMySQL cluster =
                (PerconaServerMySQL) OpenFolder.look(place.resources().folder())
                        .get(new ResourceKey("PerconaServerMySQL", "default", Resources.CLUSTER));
        return cluster.getStatus().backup == null
                ? new ScheduleStatus()
                : cluster.getStatus().backup.schedules.getFirst();
    }

    private List<PerconaServerMySQLBackup> backups() {
        return OpenFolder.look(place.resources().folder())
                .list(new ResourceList("PerconaServerMySQLBackup", null))
                .stream()
                .map(PerconaServerMySQLBackup.class::cast)
                .toList();
    }

    private long succeeded() {
        return backups().stream()
                .filter(backup -> backup.getStatus().stateOrNew() == BackupState.SUCCEEDED)
                .count();
    }

    @Test
    void killedAndStartedAgainItTakesEachBackupOnce() throws Exception {
        Process first = place.product().start();
        Await.until("two backups", () -> succeeded() >= 2);
        first.destroyForcibly().waitFor();
        long before = backups().size();

        Process second = place.product().start();
        Await.until("two more", () -> succeeded() >= before + 2);
        schedule(", suspend: true");
        Await.until("the pause is seen", () -> status().nextScheduleTime == null);
        Product.Outcome outcome = place.product().stop(second);

        List<PerconaServerMySQLBackup> all = backups();
        assertThat(all.getFirst().getSpec().type).as(outcome.log()).isEqualTo(BackupType.FULL);
        assertThat(all.getFirst().getMetadata().getLabels()).containsEntry(Names.FULL_BECAUSE_LABEL, "BaseNotFound");
        assertThat(all.stream().skip(1)).allMatch(backup -> backup.getSpec().type == BackupType.INCREMENTAL);
        assertThat(all.stream().map(SchedulesIT::time)).doesNotHaveDuplicates().isSorted();
        assertThat(all).allSatisfy(backup -> assertThat(backup.getMetadata().getName())
                .matches("cron-shop-file-\\d{14}-[0-9a-v]{5}"));
        long missed = status().missed == null ? 0 : status().missed;
        long words = place.resources().warnings(Resources.CLUSTER).stream()
                .filter(line -> line.contains("ScheduleMissed") || line.contains("ScheduleSkipped"))
                .count();
        assertThat(words > 0).as("a time that comes to nothing is told").isEqualTo(missed > 0);
        paused(all.size());
        onceMakesUpForTheLatest(all.size());
    }

    private static String time(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getName().replaceAll("\\D+", "").substring(0, 14);
    }

    private void paused(int count) throws Exception {
        Product.Outcome outcome = place.product().once();

        assertThat(backups()).as(outcome.log()).hasSize(count);
    }

    private void onceMakesUpForTheLatest(int count) throws Exception {
        schedule("");
        place.product().once();
        assertThat(backups()).as("it begins when it is seen").hasSize(count);
        Await.until("a time has passed", () -> Instant.now().isAfter(Instant.parse(status().nextScheduleTime)));

        Product.Outcome outcome = place.product().once();

        assertThat(backups().size()).as(outcome.log()).isGreaterThan(count);
        assertThat(succeeded()).as(outcome.log()).isGreaterThan(count - 1);
        assertThat(status().lastResult).isEqualTo("Succeeded");
    }
}
