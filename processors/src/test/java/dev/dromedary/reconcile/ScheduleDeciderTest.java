package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.ObjectLabels;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times that come while somebody looks, and those that passed while nobody did. */
class ScheduleDeciderTest {
    private final ScheduleWorld seen = new ScheduleWorld();

    @Test
    void aNewScheduleAsksForNothingInThePast() {
        seen.schedule("hourly", "0 * * * *");

        assertThat(seen.look()).isEmpty();

        assertThat(seen.status("hourly").nextScheduleTime).isEqualTo("2024-06-15T11:00:00Z");
        assertThat(seen.status("hourly").lastScheduleTime).isNull();
        assertThat(seen.decide().wake()).isEqualTo("2024-06-15T11:00:00Z");
        assertThat(seen.decide().decision().changed()).as("nothing has changed").isFalse();
        assertThat(seen.notes).isEmpty();
    }

    @Test
    void theBackupIsThatOfTheContract() {
        seen.schedule("hourly", "0 * * * *").keep = 3;
        seen.cluster.getSpec().metadata = new ObjectLabels();
        seen.cluster.getSpec().metadata.labels.put("team", "shop");
        seen.cluster.getSpec().metadata.labels.put(Names.MANAGED_BY_LABEL, "me");
        seen.cluster.getSpec().metadata.annotations.put("note", "x");
        seen.look();

        PerconaServerMySQLBackup made = seen.lookAt("2024-06-15T11:00:00.250Z").getFirst();

        assertThat(made.getMetadata().getName()).matches("cron-c-s3-20240615110000-[0-9a-v]{5}");
        assertThat(made.getMetadata().getNamespace()).isEqualTo("ns");
        assertThat(made.getMetadata().getFinalizers()).containsExactly(Names.DELETE_BACKUP_FINALIZER);
        assertThat(made.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "x"));
        assertThat(made.getMetadata().getLabels())
                .containsEntry("team", "shop")
                .containsEntry(Names.CLUSTER_LABEL, "c")
                .containsEntry(Names.BACKUP_TYPE_LABEL, "cron")
                .containsEntry(Names.NAME_LABEL, "percona-server-backup")
                .containsEntry(Names.MANAGED_BY_LABEL, "percona-server-mysql-operator")
                .containsEntry(Names.PART_OF_LABEL, "percona-server")
                .doesNotContainKey(Names.FULL_BECAUSE_LABEL)
                .hasSize(7);
        assertThat(made.getMetadata().getLabels().get(Names.ANCESTOR_LABEL)).matches("[0-9a-f]{5}-hourly");
        assertThat(made.getSpec().clusterName).isEqualTo("c");
        assertThat(made.getSpec().storageName).isEqualTo("s3");
        assertThat(made.getSpec().type).isEqualTo(BackupType.FULL);
        assertThat(seen.status("hourly").lastScheduleTime).isEqualTo("2024-06-15T11:00:00Z");
        assertThat(seen.status("hourly").lastBackup)
                .isEqualTo(made.getMetadata().getName());
        assertThat(seen.status("hourly").nextScheduleTime).isEqualTo("2024-06-15T12:00:00Z");
        assertThat(seen.status("hourly").madeUp).isNull();
    }

    @Test
    void aClusterOfTheReferencesOldTimeGetsItsNames() {
        seen.cluster.getSpec().crVersion = "0.12.0";
        seen.schedule("daily", "0 0 * * *");
        seen.look();

        assertThat(seen.lookAt("2024-06-16T00:00:00Z").getFirst().getMetadata().getName())
                .isEqualTo("cron-c-s3-20240616000000-372f8");
    }

    @Test
    void eachTimeComesOnceHoweverOftenItIsLookedAt() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).hasSize(1);
        seen.succeed();
        assertThat(seen.look()).isEmpty();
        assertThat(seen.lookAt("2024-06-15T11:59:59Z")).isEmpty();
        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).hasSize(1);
    }

    @Test
    void whatBecameOfItStaysKnownWhenItIsGone() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();
        seen.lookAt("2024-06-15T11:00:00Z");
        seen.now = Instant.parse("2024-06-15T11:05:00Z");
        seen.succeed();
        seen.look();
        assertThat(seen.status("hourly").lastResult).isEqualTo("Succeeded");
        assertThat(seen.status("hourly").lastSuccessfulTime).isEqualTo("2024-06-15T11:05:00Z");

        PerconaServerMySQLBackup second = seen.lookAt("2024-06-15T12:00:00Z").getFirst();
        assertThat(seen.status("hourly").lastResult).as("until the next ends").isEqualTo("Succeeded");
        second.getStatus().state = BackupState.FAILED;
        seen.look();
        seen.world.backups.clear();
        seen.look();

        assertThat(seen.status("hourly").lastResult).isEqualTo("Failed");
        assertThat(seen.status("hourly").lastSuccessfulTime).isEqualTo("2024-06-15T11:05:00Z");
        assertThat(seen.status("hourly").lastBackup)
                .isEqualTo(second.getMetadata().getName());
        assertThat(seen.world.backups).as("and it is not made again").isEmpty();
    }

    @Test
    void ofTheTimesWhileNobodyLookedTheLastIsMadeUpForAndTheOthersAreTold() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();

        List<PerconaServerMySQLBackup> made = seen.lookAt("2024-06-15T15:20:00Z");

        assertThat(made).hasSize(1);
        assertThat(seen.status("hourly").lastScheduleTime).isEqualTo("2024-06-15T15:00:00Z");
        assertThat(seen.status("hourly").madeUp).isEqualTo(1);
        assertThat(seen.status("hourly").missed).isEqualTo(4);
        assertThat(seen.told())
                .containsExactly("ScheduleMissed: schedule hourly: 4 time(s) before 2024-06-15T15:00:00Z passed while"
                        + " nobody looked");
    }

    @Test
    void afterTheDeadlineATimeIsMissed() {
        seen.schedule("hourly", "0 * * * *").startingDeadlineSeconds = 600L;
        seen.look();
        assertThat(seen.lookAt("2024-06-15T11:10:00Z")).as("just in time").hasSize(1);
        seen.succeed();

        assertThat(seen.lookAt("2024-06-15T12:10:01Z")).isEmpty();

        assertThat(seen.status("hourly").missed).isEqualTo(1);
        assertThat(seen.status("hourly").madeUp).isEqualTo(1);
        assertThat(seen.status("hourly").message).contains("startingDeadlineSeconds is over");
        assertThat(seen.told()).hasSize(1).first().asString().startsWith("ScheduleMissed");
        assertThat(seen.look()).isEmpty();
        assertThat(seen.told()).as("once").hasSize(1);
    }

    @Test
    void aDeadlineThatNobodyCouldKeepIsTenSeconds() {
        seen.schedule("hourly", "0 * * * *").startingDeadlineSeconds = 0L;
        seen.look();

        assertThat(seen.lookAt("2024-06-15T11:00:02Z")).hasSize(1);
    }

    @Test
    void jitterMovesTheStartAndNotTheName() {
        Schedule schedule = seen.schedule("hourly", "0 * * * *");
        schedule.jitterSeconds = 600;
        seen.look();
        Instant start = Instant.parse(seen.status("hourly").nextScheduleTime);
        assertThat(start).isAfter("2024-06-15T11:00:00Z").isBefore("2024-06-15T11:10:00Z");

        assertThat(seen.lookAt(start.minusSeconds(1).toString())).isEmpty();
        assertThat(seen.lookAt(start.toString()).getFirst().getMetadata().getName())
                .contains("-20240615110000-");
        assertThat(seen.status("hourly").lastScheduleTime).isEqualTo("2024-06-15T11:00:00Z");
    }

    @Test
    void aClockThatGoesBackBringsNothingTwice() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();
        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).hasSize(1);
        seen.succeed();

        assertThat(seen.lookAt("2024-06-15T10:59:00Z")).isEmpty();
        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).isEmpty();
        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).isEmpty();
        assertThat(seen.lookAt("2024-06-15T13:00:00Z")).hasSize(1);
    }

    @Test
    void aClockThatWasADayAheadAndMoreIsNotWaitedFor() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();
        seen.lookAt("2025-06-15T12:00:00Z");
        seen.succeed();
        seen.notes.clear();

        assertThat(seen.lookAt("2024-06-15T12:10:00Z")).isEmpty();

        assertThat(seen.told()).hasSize(1).first().asString().startsWith("ClockWentBack");
        assertThat(seen.lookAt("2024-06-15T13:00:00Z")).hasSize(1);
    }

    @Test
    void aTimeIsTheZonesOwn() {
        Schedule schedule = seen.schedule("night", "30 2 * * *");
        schedule.timeZone = "Europe/Berlin";
        seen.look();
        assertThat(seen.status("night").nextScheduleTime).isEqualTo("2024-06-16T00:30:00Z");

        schedule.schedule = "CRON_TZ=Asia/Tokyo 30 2 * * *";
        seen.look();
        assertThat(seen.status("night").nextScheduleTime).isEqualTo("2024-06-15T17:30:00Z");
    }

    @Test
    void aClusterThatGoesHasNoSchedulesAnyMore() {
        seen.schedule("hourly", "0 * * * *");
        seen.look();
        seen.cluster.getMetadata().setDeletionTimestamp("2024-06-15T10:31:00Z");

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).isEmpty();
        assertThat(seen.decide().wake()).isNull();
    }
}
