package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleConcurrency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times that come when no backup can be made at once. */
class ScheduleTroubleTest {
    private final ScheduleWorld seen = new ScheduleWorld();
    private final Schedule schedule = seen.schedule("hourly", "0 * * * *");

    private PerconaServerMySQLBackup first() {
        seen.look();
        return seen.lookAt("2024-06-15T11:00:00Z").getFirst();
    }

    @Test
    void whileABackupRunsOneTimeWaitsAndFurtherOnesAreSkipped() {
        PerconaServerMySQLBackup first = first();
        first.getStatus().state = BackupState.RUNNING;

        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).isEmpty();
        assertThat(seen.status("hourly").waiting).isEqualTo("2024-06-15T12:00:00Z");
        assertThat(seen.lookAt("2024-06-15T13:00:00Z")).isEmpty();
        assertThat(seen.look()).isEmpty();
        seen.succeed();
        List<PerconaServerMySQLBackup> made = seen.lookAt("2024-06-15T13:30:00Z");

        assertThat(made).hasSize(1);
        assertThat(made.getFirst().getMetadata().getName()).contains("-20240615120000-");
        assertThat(seen.status("hourly").waiting).isNull();
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        assertThat(seen.status("hourly").madeUp).isNull();
        assertThat(seen.told())
                .containsExactly(
                        "ScheduleWaits: schedule hourly: 2024-06-15T12:00:00Z waits: backup "
                                + first.getMetadata().getName() + " has not ended",
                        "ScheduleSkipped: schedule hourly: 2024-06-15T13:00:00Z is skipped: 2024-06-15T12:00:00Z"
                                + " waits already");
    }

    @Test
    void withSkipNothingWaits() {
        schedule.concurrency = ScheduleConcurrency.SKIP;
        first();

        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).isEmpty();

        assertThat(seen.status("hourly").waiting).isNull();
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        assertThat(seen.told()).hasSize(1).first().asString().contains("has not ended");
        seen.succeed();
        assertThat(seen.look()).isEmpty();
    }

    @Test
    void withReplaceWhatHasNotBegunMakesRoom() {
        schedule.concurrency = ScheduleConcurrency.REPLACE;
        PerconaServerMySQLBackup first = first();

        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).hasSize(1);

        assertThat(seen.world.backups).hasSize(1).doesNotContain(first);
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        assertThat(seen.told()).hasSize(1).first().asString().contains("had not begun and is replaced");
    }

    @Test
    void withReplaceWhatRunsIsLeftToEndAndTheNewestTimeWaits() {
        schedule.concurrency = ScheduleConcurrency.REPLACE;
        PerconaServerMySQLBackup first = first();
        first.getStatus().state = BackupState.RUNNING;

        seen.lookAt("2024-06-15T12:00:00Z");
        seen.lookAt("2024-06-15T13:00:00Z");

        assertThat(seen.world.backups).containsExactly(first);
        assertThat(seen.status("hourly").waiting).isEqualTo("2024-06-15T13:00:00Z");
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        seen.succeed();
        assertThat(seen.look().getFirst().getMetadata().getName()).contains("-20240615130000-");
    }

    @Test
    void aRestoreIsWaitedForHoweverItBegan() {
        seen.look();
        PerconaServerMySQLRestore restore = seen.world.restore("r");

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).isEmpty();
        assertThat(seen.told())
                .containsExactly(
                        "ScheduleWaits: schedule hourly: 2024-06-15T11:00:00Z waits: restore r is in progress");
        restore.getStatus().state = RestoreState.RUNNING;
        seen.cluster.getSpec().local = null;
        seen.cluster.getStatus().state = ClusterState.PAUSED;
        assertThat(seen.look()).isEmpty();
        restore.getStatus().state = RestoreState.SUCCEEDED;
        seen.cluster.getStatus().state = ClusterState.INITIALIZING;
        assertThat(seen.look()).as("its server is not there yet").isEmpty();
        seen.cluster.getStatus().state = ClusterState.READY;

        assertThat(seen.look()).hasSize(1);
        assertThat(seen.status("hourly").missed).isNull();
    }

    @Test
    void whatWaitsHasItsDeadlineToo() {
        schedule.startingDeadlineSeconds = 1800L;
        seen.look();
        seen.world.runningRestore("r");
        seen.lookAt("2024-06-15T11:00:00Z");
        assertThat(seen.decide().wake()).isEqualTo("2024-06-15T11:30:00.001Z");
        seen.world.restores.clear();

        assertThat(seen.lookAt("2024-06-15T11:30:00.001Z")).isEmpty();

        assertThat(seen.status("hourly").waiting).isNull();
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        assertThat(seen.status("hourly").message).contains("waited longer");
    }

    @Test
    void backupsThatAreOffAreSkippedAndToldOnceATime() {
        seen.look();
        seen.cluster.getSpec().backup.enabled = false;

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).isEmpty();
        assertThat(seen.look()).isEmpty();
        assertThat(seen.told())
                .containsExactly("ScheduleSkipped: schedule hourly: 2024-06-15T11:00:00Z is skipped:"
                        + " spec.backup.enabled is not true");
        assertThat(seen.status("hourly").missed).isEqualTo(1);
        seen.cluster.getSpec().backup.enabled = true;
        assertThat(seen.look()).isEmpty();
        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).hasSize(1);
        assertThat(seen.status("hourly").message).isNull();
    }

    @Test
    void aClusterThatIsNotReadyIsSkipped() {
        seen.look();
        seen.cluster.getSpec().local = null;
        seen.cluster.getStatus().state = ClusterState.PAUSED;

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).isEmpty();

        assertThat(seen.told()).hasSize(1).first().asString().endsWith("the cluster is not ready, but 'paused'");
    }

    @Test
    void anotherBackupOfTheClusterIsForItsLeaseToWaitFor() {
        seen.look();
        seen.world.backup("by hand", dev.dromedary.api.BackupType.FULL).getStatus().state = BackupState.RUNNING;

        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).hasSize(1);
    }
}
