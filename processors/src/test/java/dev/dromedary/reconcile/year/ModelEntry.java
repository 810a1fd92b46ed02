package dev.dromedary.reconcile.year;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupType;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.api.ScheduleConcurrency;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.run.Note;
import dev.dromedary.schedule.Jitter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The books of one schedule. */
final class ModelEntry {
    private static final long DAY = 86_400;

    private final String name;
    private ModelTimes times;
    private long seen;
    /** Times that have come, and what came of them. */
    private long come;

    private long confirmed;
    private ScheduleStatus status;

    private String makingBefore;
    private String waitingBefore;
    private long missedBefore;
    private boolean usable;
    private boolean restore;
    private boolean clear;
    private boolean queues;
    private long jitter;
    private long deadline;

    ModelEntry(String name, ModelTimes times, long clock) {
        this.name = name;
        this.times = times;
        this.seen = clock;
    }

    String name() {
        return name;
    }

    long seen() {
        return seen;
    }

    long jitter() {
        return jitter;
    }

    /** What is in the way before a decision. */
    void before(YearCluster world, Schedule schedule, ScheduleStatus status) {
        makingBefore = status == null ? null : status.making;
        waitingBefore = status == null ? null : status.waiting;
        missedBefore = missed(status);
        restore = !world.restores.isEmpty();
        usable = world.cluster.getSpec().backup.enabled
                && (restore || world.cluster.getStatus().state == ClusterState.READY);
        boolean own = world.backups.stream()
                .anyMatch(backup -> unfinished(backup)
                        && backup.getMetadata().getLabels() != null
                        && backup.getMetadata()
                                .getLabels()
                                .getOrDefault(Names.ANCESTOR_LABEL, "")
                                .endsWith("-" + name));
        boolean full = world.backups.stream()
                .anyMatch(backup -> unfinished(backup) && backup.getSpec().type == BackupType.FULL);
        // A full backup of another schedule may be decided in the same breath.
        boolean mayWaitForFull = schedule.type == BackupType.INCREMENTAL
                && (full || world.cluster.getSpec().backup.schedule.size() > 1);
        clear = usable && !restore && !own && !mayWaitForFull && makingBefore == null && waitingBefore == null;
        queues = schedule.concurrency == null || schedule.concurrency == ScheduleConcurrency.QUEUE;
        jitter = Jitter.of("ns", "c", name, schedule.jitterSeconds).toSeconds();
        deadline = schedule.startingDeadlineSeconds == null ? Long.MAX_VALUE / 4 : schedule.startingDeadlineSeconds;
    }

    private static boolean unfinished(PerconaServerMySQLBackup backup) {
        return !backup.getStatus().stateOrNew().terminal();
    }

    private static long missed(ScheduleStatus status) {
        return status == null || status.missed == null ? 0 : status.missed;
    }

    /** @param now the times of the schedule as it is; null where it is paused */
    void decided(ModelTimes now, ScheduleStatus status, long clock, List<Note> notes) {
        String waited = waitingBefore;
        confirmed(status);
        waitingBefore = waited;
        boolean goesOn = Objects.equals(now, times);
        if (!goesOn) {
            come += times == null ? 0 : times.count(seen, clock);
            seen = clock;
            times = now;
        } else if (now != null && seen > clock + DAY) {
            seen = clock;
        } else if (now != null) {
            due(status, clock);
        }
        long lost = missed(status) - missedBefore;
        assertThat(told(notes))
                .as("%s: a time that comes to nothing is told", name)
                .isEqualTo(lost > 0);
        assertThat(Instant.parse(status.since).getEpochSecond()).as(name).isEqualTo(seen);
        waitingBefore = status.waiting;
    }

    private void due(ScheduleStatus status, long clock) {
        long count = times.count(seen, clock - jitter);
        long latest = count == 0 ? -1 : times.latest(seen, clock - jitter);
        come += count;
        seen = count == 0 ? seen : latest;
        if (status.making != null && !status.making.equals(makingBefore)) {
            long time = Instant.parse(status.lastScheduleTime).getEpochSecond();
            boolean waited =
                    waitingBefore != null && Instant.parse(waitingBefore).getEpochSecond() == time;
            assertThat(time == latest || waited)
                    .as("%s: %s is due", name, status.lastScheduleTime)
                    .isTrue();
            assertThat(clock - time - jitter)
                    .as("%s: inside the deadline", name)
                    .isLessThanOrEqualTo(Math.max(10, deadline));
            assertThat(restore).as("%s: not during a restore", name).isFalse();
        }
        if (count > 0) {
            boolean late = clock - latest - jitter > Math.max(10, deadline);
            long lost = missed(status) - missedBefore;
            boolean waits =
                    status.waiting != null && Instant.parse(status.waiting).getEpochSecond() == latest;
            boolean made = status.making != null
                    && Instant.parse(status.lastScheduleTime).getEpochSecond() == latest;
            if (clear) {
                assertThat(made)
                        .as("%s: nothing is in the way of %d", name, latest)
                        .isEqualTo(!late);
                assertThat(lost).isEqualTo(count - (late ? 0 : 1));
            } else if (usable && queues && waitingBefore == null && !late) {
                assertThat(made || waits).as("%s: %d is not lost", name, latest).isTrue();
                assertThat(lost).isEqualTo(count - 1);
            }
        }
    }

    private boolean told(List<Note> notes) {
        return notes.stream()
                .filter(note -> note.message().startsWith("schedule " + name + ": "))
                .anyMatch(note ->
                        note.reason().equals("ScheduleMissed") || note.reason().equals("ScheduleSkipped"));
    }

    void removed(long clock, List<Note> notes) {
        boolean owes = makingBefore != null || waitingBefore != null || (times != null && times.count(seen, clock) > 0);
        assertThat(told(notes)).as("%s: what it owed is told", name).isEqualTo(owes);
    }

    /** Whether the backup that was being made is there now. */
    void confirmed(ScheduleStatus status) {
        this.status = status;
        if (makingBefore != null && !makingBefore.equals(status.making) && makingBefore.equals(status.lastBackup)) {
            confirmed++;
        }
        makingBefore = status.making;
        waitingBefore = status.waiting;
    }

    void replaced(List<PerconaServerMySQLBackup> gone) {
        confirmed -= gone.stream()
                .filter(backup -> backup.getMetadata()
                        .getLabels()
                        .get(Names.ANCESTOR_LABEL)
                        .endsWith("-" + name))
                .count();
    }

    /** Each time is one backup, one word, or waits. */
    void balance() {
        long waits = (status.waiting == null ? 0L : 1L) + (status.making == null ? 0L : 1L);
        assertThat(confirmed + missed(status) + waits)
                .as("%s: backups %d, missed %d, waiting %d", name, confirmed, missed(status), waits)
                .isEqualTo(come);
    }
}
