package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An increment every minute and a full backup every third, for ten minutes in which the operator is killed twice. */
@Order(1)
@EndToEnd(
        value = "shop",
        settings = {"DROMEDARY_LEADER_DURATION=8000", "DROMEDARY_LEADER_DEADLINE=6000", "DROMEDARY_LEADER_PERIOD=1000"})
class SchedulesE2eIT {
    private static final int MINUTES = 10;
    private static final int KEPT = 2;

    private final Bucket bucket = new Bucket();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void everyTimeComesToOneBackupOrToAWord(Installation installation) throws Exception {
        Place place = installation.place("shop");
        Server server = place.setUp("mariadb");
        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item INT)");
        try (Leader leader = new Leader(installation);
                SeenBackups seen = new SeenBackups(place)) {
            new Wishes(place).cluster(cluster -> schedules(cluster, false));
            Instant first = time(await(place, status -> status.lastScheduleTime != null));
            passed(place, first, 3);
            leader.killProcess();
            server.sql("INSERT INTO shop.orders (item) SELECT seq FROM shop.seq_1_to_1000");
            passed(place, first, 6);
            leader.killPod();
            passed(place, first, MINUTES - 1);
            new Wishes(place).cluster(cluster -> schedules(cluster, true));
            PerconaServerMySQL rested = place.node.await(cluster(place), SchedulesE2eIT::paused);
            awaitRest(place);

            Instant last = time(status(rested, "often"));
            seen.requireOneBackupOrAWord(status(rested, "often"), first, last, 1);
            seen.requireOneBackupOrAWord(status(rested, "base"), first, last, 3);
            assertThat(seen.all())
                    .allSatisfy(backup -> assertThat(backup.getMetadata().getLabels())
                            .containsEntry("percona.com/backup-type", "cron"));
            retentionIsApplied(place, seen);
            assertThat(leader.restarts()).as("of the second operator").isZero();
        }
        restored(place, server);
    }

    private static void schedules(PerconaServerMySQL cluster, boolean suspended) {
        Schedule often = schedule("often", "* * * * *", BackupType.INCREMENTAL, suspended);
        often.onBrokenChain = OnBrokenChain.FULL;
        Schedule base = schedule("base", "*/3 * * * *", BackupType.FULL, suspended);
        base.keep = KEPT;
        cluster.getSpec().backup.schedule = List.of(often, base);
    }

    private static Schedule schedule(String name, String times, BackupType type, boolean suspended) {
        Schedule schedule = new Schedule();
        schedule.name = name;
        schedule.schedule = times;
        schedule.storageName = "s3";
        schedule.type = type;
        schedule.suspend = suspended;
        return schedule;
    }

    private static PerconaServerMySQL cluster(Place place) {
        return place.get(PerconaServerMySQL.class, "shop");
    }

    private static ScheduleStatus status(PerconaServerMySQL cluster, String name) {
        return cluster.getStatus().backup == null
                ? new ScheduleStatus()
                : cluster.getStatus().backup.schedules.stream()
                        .filter(status -> status.name.equals(name))
                        .findFirst()
                        .orElseGet(ScheduleStatus::new);
    }

    private static Instant time(ScheduleStatus status) {
        return Instant.parse(status.lastScheduleTime);
    }

    private static ScheduleStatus await(Place place, Predicate<ScheduleStatus> sign) {
        return status(place.node.await(cluster(place), cluster -> sign.test(status(cluster, "often"))), "often");
    }

    /** Waits until so many minutes' times have come after the first. */
    private static void passed(Place place, Instant first, int minutes) {
        Instant wanted = first.plus(minutes, ChronoUnit.MINUTES);
        await(place, status -> status.lastScheduleTime != null && !time(status).isBefore(wanted));
    }

    /** Nothing is about to be made. */
    private static boolean paused(PerconaServerMySQL cluster) {
        return cluster.getStatus().backup.schedules.stream()
                .allMatch(status -> status.making == null && status.waiting == null && status.nextScheduleTime == null);
    }

    /** Nothing is being taken or removed any more. */
    private static void awaitRest(Place place) throws Exception {
        place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .informOnCondition(backups -> backups.stream()
                                .allMatch(backup -> Place.state(backup).terminal()
                                        && backup.getMetadata().getDeletionTimestamp() == null)
                        && bases(backups).size() <= KEPT)
                .get(MINUTES, TimeUnit.MINUTES);
    }

    private static List<PerconaServerMySQLBackup> backups(Place place) {
        return place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .list()
                .getItems();
    }

    private static List<PerconaServerMySQLBackup> bases(List<PerconaServerMySQLBackup> backups) {
        return backups.stream()
                .filter(backup -> backup.getMetadata()
                        .getLabels()
                        .get("percona.com/backup-ancestor")
                        .endsWith("-base"))
                .filter(backup -> Place.state(backup) == BackupState.SUCCEEDED)
                .toList();
    }

    /** The newest two of the full schedule are left, with all that is built on them, and nothing of what went. */
    private void retentionIsApplied(Place place, SeenBackups seen) {
        List<PerconaServerMySQLBackup> left = backups(place);
        assertThat(left).as("every one of them").allSatisfy(backup -> assertThat(Place.state(backup))
                .as(backup.getStatus().stateDescription)
                .isEqualTo(BackupState.SUCCEEDED));
        assertThat(bases(left)).hasSize(KEPT);
        List<String> names =
                left.stream().map(backup -> backup.getMetadata().getName()).toList();
        List<PerconaServerMySQLBackup> gone = seen.all().stream()
                .filter(backup -> !names.contains(backup.getMetadata().getName()))
                .toList();
        assertThat(gone).isNotEmpty().allSatisfy(backup -> assertThat(bucket.of(backup))
                .isEmpty());
        assertThat(left).allSatisfy(backup -> assertThat(bucket.of(backup)).isNotEmpty());
    }

    private static void restored(Place place, Server server) {
        List<String> before = server.checksums("shop");
        server.sql("DELETE FROM shop.orders");
        String newest = backups(place).stream()
                .filter(backup -> Objects.equals(backup.getStatus().type, "incremental"))
                .max(Comparator.comparing(backup -> backup.getStatus().completed))
                .orElseThrow()
                .getMetadata()
                .getName();
        place.apply("mariadb/restore.yaml", PerconaServerMySQLRestore.class, restore -> {
            restore.getMetadata().setName("back");
            restore.getSpec().backupName = newest;
        });
        PerconaServerMySQLRestore restored = place.awaitRestore("back");
        assertThat(Place.state(restored))
                .as(restored.getStatus().stateDescription)
                .isEqualTo(RestoreState.SUCCEEDED);
        assertThat(server.checksums("shop")).isEqualTo(before);
    }
}
