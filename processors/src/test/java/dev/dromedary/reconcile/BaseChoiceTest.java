package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaseChoiceTest {
    private final World world = new World();

    private PerconaServerMySQLBackup base(String name, String completed, String began) {
        PerconaServerMySQLBackup base = world.base(name, completed);
        base.getStatus().destination = "s3://bucket/backups/c-2024-06-14-" + began + "-full";
        return base;
    }

    private static PerconaServerMySQLBackup newest(PerconaServerMySQLBackup... backups) {
        return BaseChoice.newest("c", List.of(backups), World.s3("bucket"));
    }

    @Test
    void ofTwoThatWereCompleteInOneSecondTheLaterCounts() {
        PerconaServerMySQLBackup first = base("first", "2024-06-14T08:00:09Z", "08:00:00");
        PerconaServerMySQLBackup second = base("second", "2024-06-14T08:00:09Z", "08:00:01");

        assertThat(newest(first, second)).isSameAs(second);
        assertThat(newest(second, first)).as("whatever the order of a list").isSameAs(second);
    }

    @Test
    void whatWasCompleteLastCountsThoughItBeganFirst() {
        PerconaServerMySQLBackup slow = base("slow", "2024-06-14T09:00:00Z", "08:00:00");
        PerconaServerMySQLBackup fast = base("fast", "2024-06-14T08:00:09Z", "08:00:01");

        assertThat(newest(slow, fast)).isSameAs(slow);
    }
}
