package dev.dromedary.reconcile;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Figures of a thousand schedules; run by name alone: {@code -Dtest=ScheduleFiguresBench}. */
class ScheduleFiguresBench {
    private static final int CLUSTERS = 250;
    private static final int SCHEDULES = 4;
    private static final int BACKUPS = 100;

    @Test
    void aThousandSchedules() {
        long before = used();
        List<ScheduleWorld> clusters = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) {
            clusters.add(cluster(i));
        }
        long first = millis(() -> clusters.forEach(ScheduleWorld::look));
        long memory = used() - before;
        long rest = millis(() -> clusters.forEach(ScheduleWorld::decide));
        long due = millis(() -> clusters.forEach(each -> each.lookAt("2024-06-16T03:00:00Z")));
        System.out.printf(
                Locale.ROOT,
                "%d schedules in %d clusters, %d backups each: first look %d ms, a look at rest %d ms, all due %d ms,"
                        + " %d KiB a cluster with its backups%n",
                CLUSTERS * SCHEDULES,
                CLUSTERS,
                BACKUPS,
                first,
                rest,
                due,
                memory / 1024 / CLUSTERS);
    }

    private static ScheduleWorld cluster(int number) {
        ScheduleWorld seen = new ScheduleWorld();
        for (int i = 0; i < SCHEDULES; i++) {
            seen.schedule("s" + i, number % 60 + " 2 * * " + (i + number) % 7).type =
                    i == 0 ? BackupType.FULL : BackupType.INCREMENTAL;
        }
        for (int i = 0; i < BACKUPS; i++) {
            PerconaServerMySQLBackup backup = seen.world.backup("b" + i, BackupType.FULL);
            backup.getStatus().completed =
                    Instant.parse("2024-06-14T08:00:00Z").plusSeconds(i).toString();
        }
        seen.succeed();
        return seen;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long millis(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
