package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Schedules that are edited, paused, wrong or removed, and an operator that is stopped in between. */
class ScheduleEditsTest {
    private final ScheduleWorld seen = new ScheduleWorld();
    private final Schedule schedule = seen.schedule("hourly", "0 * * * *");

    @Test
    void anEditAsksForNothingInThePast() {
        seen.look();
        seen.now = Instant.parse("2024-06-15T10:50:00Z");
        schedule.schedule = "*/15 * * * *";

        assertThat(seen.look()).isEmpty();
        assertThat(seen.notes).isEmpty();
        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).hasSize(1);
    }

    @Test
    void whatPassedUnseenBeforeAnEditWasSeenIsTold() {
        seen.look();
        seen.now = Instant.parse("2024-06-15T12:20:00Z");
        schedule.schedule = "@daily";

        assertThat(seen.look()).isEmpty();

        assertThat(seen.status("hourly").missed).isEqualTo(2);
        assertThat(seen.told())
                .containsExactly("ScheduleMissed: schedule hourly: 2 time(s) passed, the last at"
                        + " 2024-06-15T12:00:00Z, before anybody looked: the schedule was edited");
        assertThat(seen.status("hourly").nextScheduleTime).isEqualTo("2024-06-16T00:00:00Z");
    }

    @Test
    void otherFieldsAreAsTheyAreWhenTheTimeComes() {
        seen.look();
        schedule.type = BackupType.INCREMENTAL;
        schedule.storageName = "other";
        schedule.keep = 7;

        PerconaServerMySQLBackup made = seen.lookAt("2024-06-15T11:00:00Z").getFirst();

        assertThat(made.getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(made.getSpec().storageName).isEqualTo("other");
    }

    @Test
    void aPauseAsksForNothingAndIsNothingWrong() {
        seen.look();
        for (boolean suspended : new boolean[] {true, false}) {
            schedule.suspend = suspended;
            schedule.schedule = suspended ? "0 * * * *" : "";
            seen.look();
            assertThat(seen.status("hourly").nextScheduleTime).isNull();
            assertThat(seen.decide().wake()).isNull();

            assertThat(seen.lookAt(seen.now.plusSeconds(100_000).toString())).isEmpty();
            schedule.suspend = null;
            schedule.schedule = "0 * * * *";
            assertThat(seen.look()).as("when it goes on").isEmpty();
        }

        assertThat(seen.notes).isEmpty();
        assertThat(seen.status("hourly").missed).isNull();
        assertThat(seen.lookAt(seen.status("hourly").nextScheduleTime)).hasSize(1);
    }

    @Test
    void aWrongEntryStopsNoOtherAndIsToldOnce() {
        seen.schedule("hourly", "0 3 * * *");
        seen.schedule("lost", "0 * * * *").storageName = "tape";
        seen.schedule("odd", "every day");
        seen.look();

        assertThat(Conditions.find(seen.cluster.getStatus().conditions, "SchedulesValid"))
                .hasValueSatisfying(condition -> assertThat(condition.getMessage())
                        .startsWith("scheduled backups should have different names: hourly name is used by multiple"
                                + " schedules; storage tape doesn't exist; invalid schedule format: "));
        assertThat(seen.told()).hasSize(1).first().asString().startsWith("ScheduleInvalid: scheduled backups");
        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).hasSize(1);
        assertThat(seen.told()).hasSize(1);
        assertThat(seen.status("lost").message).isEqualTo("storage tape doesn't exist");

        seen.cluster.getSpec().backup.schedule.removeIf(each -> each != schedule);
        seen.look();
        assertThat(Conditions.find(seen.cluster.getStatus().conditions, "SchedulesValid"))
                .isEmpty();
        assertThat(seen.cluster.getStatus().backup.schedules).hasSize(1);
    }

    @Test
    void whatIsPutRightBeginsThen() {
        schedule.schedule = "every day";
        seen.look();
        seen.now = Instant.parse("2024-06-15T12:20:00Z");
        schedule.schedule = "0 * * * *";

        assertThat(seen.look()).isEmpty();
        assertThat(seen.status("hourly").message).isNull();
        assertThat(seen.lookAt("2024-06-15T13:00:00Z")).hasSize(1);
    }

    @Test
    void aLimitThatNobodyUnderstandsIsToldAndStopsNothing() {
        seen.cluster.getSpec().backup.chain = new dev.dromedary.api.ChainPolicy();
        seen.cluster.getSpec().backup.chain.maxAge = "a week";
        schedule.type = BackupType.INCREMENTAL;
        seen.look();

        assertThat(seen.told())
                .containsExactly(
                        "ScheduleInvalid: spec.backup.chain.maxAge is 'a week'; write a number with a unit: 12h, 7d, 4w");
        assertThat(seen.lookAt("2024-06-15T11:00:00Z")).hasSize(1);
    }

    @Test
    void whereTheConditionsAreAnothersAnEventSaysIt() {
        seen.foreign = true;
        schedule.storageName = "tape";
        seen.look();
        seen.look();

        assertThat(seen.cluster.getStatus().conditions).isEmpty();
        assertThat(seen.told()).containsExactly("ScheduleInvalid: schedule hourly: storage tape doesn't exist");
    }

    @Test
    void whatIsRemovedIsForgottenAndWhatItOwedIsTold() {
        seen.look();
        seen.world.runningRestore("r");
        seen.lookAt("2024-06-15T11:00:00Z");
        seen.notes.clear();
        seen.cluster.getSpec().backup.schedule.clear();

        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).isEmpty();

        assertThat(seen.cluster.getStatus().backup.schedules).isEmpty();
        assertThat(seen.told()).hasSize(2).allMatch(text -> text.contains("the schedule was removed"));
        assertThat(ScheduleDecider.none(seen.cluster)).isTrue();
    }

    @Test
    void stoppedBetweenStatusAndBackupItIsMadeAfterAllAndOnce() {
        seen.look();
        seen.now = Instant.parse("2024-06-15T11:00:00Z");
        ScheduleDecision decided = seen.decide();
        assertThat(seen.status("hourly").lastScheduleTime).isEqualTo("2024-06-15T11:00:00Z");
        assertThat(seen.status("hourly").lastBackup).isNull();
        assertThat(ScheduleDecider.busy(seen.cluster)).isTrue();

        // The name that was decided stays, whatever is edited meanwhile.
        schedule.keep = 9;
        seen.now = Instant.parse("2024-06-15T11:40:00Z");
        assertThat(seen.look()).hasSize(1);

        assertThat(seen.world.backups).hasSize(1);
        assertThat(seen.status("hourly").lastBackup)
                .isEqualTo(decided.made().getFirst().getMetadata().getName());
        assertThat(ScheduleDecider.busy(seen.cluster)).isFalse();
        assertThat(seen.status("hourly").missed).isNull();
    }

    @Test
    void stoppedBehindTheBackupItIsNotMadeAgain() {
        seen.look();
        seen.now = Instant.parse("2024-06-15T11:00:00Z");
        seen.create(seen.decide());

        assertThat(seen.look()).isEmpty();
        assertThat(seen.status("hourly").lastBackup)
                .isEqualTo(seen.world.backups.getFirst().getMetadata().getName());
        seen.world.backups.clear();
        assertThat(seen.look()).as("its owner has deleted it").isEmpty();
    }

    @Test
    void whatWasDecidedBeforeARestoreIsMadeBehindIt() {
        seen.look();
        seen.now = Instant.parse("2024-06-15T11:00:00Z");
        seen.decide();
        seen.world.runningRestore("r");
        assertThat(seen.look()).isEmpty();
        assertThat(seen.lookAt("2024-06-15T12:00:00Z")).isEmpty();
        seen.world.restores.clear();

        assertThat(seen.look().getFirst().getMetadata().getName()).contains("-20240615110000-");
        assertThat(seen.status("hourly").waiting).isEqualTo("2024-06-15T12:00:00Z");
    }
}
