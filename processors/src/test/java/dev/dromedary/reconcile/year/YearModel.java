package dev.dromedary.reconcile.year;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.reconcile.ScheduleDecision;
import dev.dromedary.run.Note;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps the books of a simulated year: each time of a schedule has to come to one backup, to a word, or to a wait. It counts times
 * from {@link ModelTimes} alone, and looks at what the product wrote and made, not at how.
 */
final class YearModel {
    private final YearCluster world;
    private final Function<String, ModelTimes> timesOf;
    private final Map<String, ModelEntry> entries = new HashMap<>();
    private final Set<String> everMade = new HashSet<>();
    long made;
    long missed;

    YearModel(YearCluster world, Function<String, ModelTimes> timesOf) {
        this.world = world;
        this.timesOf = timesOf;
    }

    /** A clock that was far ahead: what was made of times to come may be made again. */
    void forgetTimesAfter(long second) {
        String limit = stamp(second);
        everMade.removeIf(name -> name.compareTo("cron-c-disk-" + limit) > 0);
    }

    private static String stamp(long second) {
        return Instant.ofEpochSecond(second).toString().replaceAll("[^0-9]", "");
    }

    void before() {
        for (Schedule schedule : world.cluster.getSpec().backup.schedule) {
            ModelEntry entry = entries.get(schedule.name);
            if (entry != null) {
                entry.before(world, schedule, status(schedule.name));
            }
        }
    }

    private ScheduleStatus status(String name) {
        return world.schedules().stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    void decided(ScheduleDecision decision) {
        long clock = world.clock().getEpochSecond();
        List<Note> notes = decision.decision().notes();
        removed(clock, notes);
        long next = Long.MAX_VALUE;
        for (Schedule schedule : world.cluster.getSpec().backup.schedule) {
            ModelEntry entry = entries.get(schedule.name);
            ModelTimes times = Boolean.TRUE.equals(schedule.suspend) ? null : timesOf.apply(schedule.name);
            ScheduleStatus status = status(schedule.name);
            if (entry == null) {
                entry = new ModelEntry(schedule.name, times, clock);
                entries.put(schedule.name, entry);
                entry.before(world, schedule, null);
            }
            entry.decided(times, status, clock, notes);
            if (times != null) {
                next = Math.min(next, times.next(entry.seen()) + entry.jitter());
            }
        }
        entries.values().forEach(entry -> entry.replaced(decision.replaced()));
        entries.values().forEach(ModelEntry::balance);
        if (next < Long.MAX_VALUE) {
            assertThat(decision.wake().getEpochSecond())
                    .as("it is looked at when the next is due")
                    .isLessThanOrEqualTo(next)
                    .isGreaterThanOrEqualTo(clock);
        }
        assertThat(decision.made().stream()
                        .map(each -> each.getMetadata().getLabels().get(Names.ANCESTOR_LABEL)))
                .as("one at a time of each schedule")
                .doesNotHaveDuplicates();
    }

    private void removed(long clock, List<Note> notes) {
        Set<String> names = new HashSet<>();
        world.cluster.getSpec().backup.schedule.forEach(schedule -> names.add(schedule.name));
        entries.values().stream()
                .filter(entry -> !names.contains(entry.name()))
                .forEach(entry -> entry.removed(clock, notes));
        entries.keySet().retainAll(names);
        assertThat(world.schedules()).as("what is removed is forgotten").hasSize(names.size());
    }

    /** A backup was asked for; it was made, or it was there. */
    void made(PerconaServerMySQLBackup backup, boolean made) {
        String name = backup.getMetadata().getName();
        if (made) {
            assertThat(everMade.add(name)).as("%s is made once", name).isTrue();
            this.made++;
        }
        assertThat(world.restores).as("none is made during a restore").isEmpty();
        if (backup.getMetadata().getLabels().containsKey(Names.FULL_BECAUSE_LABEL)) {
            assertThat(backup.getSpec().type).isEqualTo(BackupType.FULL);
        }
    }

    void confirmed() {
        for (ModelEntry entry : entries.values()) {
            entry.confirmed(status(entry.name()));
            entry.balance();
        }
    }

    /** How many times came to nothing, and were told. */
    long missed() {
        return world.schedules().stream()
                .mapToLong(status -> status.missed == null ? 0 : status.missed)
                .sum();
    }
}
