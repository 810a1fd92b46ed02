package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two operators that both take themselves for the leader, each with a copy of its own. The later of two writes of a status is
 * refused by the API server, and nothing is made then; were it not, there would still be one backup, for it has one name.
 */
class TwoOperatorsTest {
    private final ScheduleWorld one = new ScheduleWorld();
    private final ScheduleWorld other = new ScheduleWorld();

    private List<String> names(ScheduleWorld world, String time) {
        return world.lookAt(time).stream()
                .map(PerconaServerMySQLBackup::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }

    @Test
    void theyAskForOneBackupBothAtOnceOrOneLate() {
        one.schedule("nightly", "0 2 * * *");
        other.schedule("nightly", "0 2 * * *");
        names(one, "2024-06-15T10:30:00Z");
        names(other, "2024-06-15T10:30:00Z");

        List<String> first = names(one, "2024-06-16T02:00:00Z");
        List<String> second = names(other, "2024-06-16T02:00:03Z");

        assertThat(first).hasSize(1);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whoComesAnHourLateWithAnOldCopyAsksForTheSame() {
        one.schedule("nightly", "0 2 * * *").startingDeadlineSeconds = 7200L;
        other.schedule("nightly", "0 2 * * *").startingDeadlineSeconds = 7200L;
        names(one, "2024-06-15T10:30:00Z");
        names(other, "2024-06-15T10:30:00Z");

        List<String> first = names(one, "2024-06-16T02:00:00Z");

        assertThat(names(other, "2024-06-16T03:00:00Z")).isEqualTo(first);
    }
}
