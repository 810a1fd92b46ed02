package dev.dromedary.reconcile;

import dev.dromedary.api.BackupSection;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.Schedule;
import dev.dromedary.schedule.Span;
import dev.dromedary.schedule.Timetable;
import dev.dromedary.status.BackupException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the contract asks of schedules, with its texts. A wrong one stops neither the others nor backups. */
final class ScheduleChecks {
    private ScheduleChecks() {}

    /**
     * An entry that has a name of its own.
     *
     * @param timetable none where it is paused or wrong
     * @param wrong what is wrong with it, or empty
     */
    record Checked(ScheduleEntry entry, Optional<Timetable> timetable, String wrong) {}

    /**
     * All entries, and what is wrong with them and with what goes for all.
     *
     * @param problems in the order of the resource
     */
    record Outcome(List<Checked> entries, List<String> problems) {}

    static Outcome of(PerconaServerMySQL cluster, ZoneId zone) {
        BackupSection backup = cluster.getSpec().backup;
        List<Checked> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (backup == null) {
            return new Outcome(entries, problems);
        }
        Set<String> names = new HashSet<>();
        for (Schedule schedule : backup.schedule) {
            if (names.add(schedule.name)) {
                Checked checked = check(ScheduleEntry.of(cluster, schedule), backup, zone);
                entries.add(checked);
                problems.add(checked.wrong());
            } else {
                // The first of them counts: a slip of the pen is no reason to take none.
                problems.add("scheduled backups should have different names: " + schedule.name
                        + " name is used by multiple schedules");
            }
        }
        problems.add(policy(backup));
        problems.removeIf(String::isEmpty);
        return new Outcome(entries, problems);
    }

    private static Checked check(ScheduleEntry entry, BackupSection backup, ZoneId zone) {
        Schedule spec = entry.spec();
        if (!backup.storages.containsKey(spec.storageName)) {
            return new Checked(entry, Optional.empty(), "storage " + spec.storageName + " doesn't exist");
        }
        if (entry.paused()) {
            return new Checked(entry, Optional.empty(), "");
        }
        try {
            return new Checked(entry, Optional.of(Timetable.parse(spec.schedule, spec.timeZone, zone)), "");
        } catch (BackupException e) {
            return new Checked(entry, Optional.empty(), e.getMessage());
        }
    }

    private static String policy(BackupSection backup) {
        try {
            if (backup.chain != null && backup.chain.maxAge != null) {
                Span.parse("spec.backup.chain.maxAge", backup.chain.maxAge);
            }
            return "";
        } catch (BackupException e) {
            return e.describe();
        }
    }
}
