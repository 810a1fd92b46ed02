package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.ScheduleConcurrency;
import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.schedule.Timetable;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a schedule that is in force does now: it makes a backup, waits, or says why it does neither. */
final class ScheduleTurn {
    /** A backup that is later than this was missed, and is made up for. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private final ScheduleView view;
    private final ScheduleEntry entry;
    private final Timetable timetable;
    private final ScheduleStatus status;
    private final ScheduleReport report;
    private final Obstacles obstacles;
    private final List<PerconaServerMySQLBackup> replaced = new ArrayList<>();

    /** @param others what other schedules of the cluster make now */
    ScheduleTurn(
            ScheduleView view,
            ScheduleEntry entry,
            Timetable timetable,
            ScheduleStatus status,
            ScheduleReport report,
            List<PerconaServerMySQLBackup> others) {
        this.view = view;
        this.entry = entry;
        this.timetable = timetable;
        this.status = status;
        this.report = report;
        this.obstacles = new Obstacles(view, entry, others);
    }

    void take() {
        if (status.making != null && view.backup(status.making).isPresent()) {
            made(status);
        }
        ScheduleResults.record(view, entry, status);
        if (status.waiting != null) {
            waited(Instant.parse(status.waiting));
        }
        due();
        status.nextScheduleTime = next().map(Instant::toString).orElse(null);
    }

    /** The backup is there; from now on it is its users', and is not made again. */
    static void made(ScheduleStatus status) {
        status.lastBackup = status.making;
        status.making = null;
    }

    private void waited(Instant time) {
        Optional<String> off = obstacles.backupsOff();
        if (late(time)) {
            status.waiting = null;
            report.missed(status, 1, Reason.ScheduleMissed, time + " waited longer than startingDeadlineSeconds");
        } else if (off.isPresent()) {
            status.waiting = null;
            report.missed(status, 1, Reason.ScheduleSkipped, time + " is skipped: " + off.get());
        } else if (status.making == null
                && obstacles.notReady().isEmpty()
                && obstacles.atWork().isEmpty()) {
            status.waiting = null;
            make(time);
        }
    }

    private void due() {
        Timetable.Passed passed = timetable.passed(since(), view.now().minus(entry.jitter()));
        if (passed.count() == 0) {
            return;
        }
        Instant time = passed.latest();
        status.since = time.toString();
        if (passed.count() > 1) {
            report.missed(
                    status,
                    passed.count() - 1,
                    Reason.ScheduleMissed,
                    (passed.count() - 1) + " time(s) before " + time + " passed while nobody looked");
        }
        if (late(time)) {
            report.missed(
                    status,
                    1,
                    Reason.ScheduleMissed,
                    time + " passed while nobody looked, and startingDeadlineSeconds is over");
        } else {
            arrive(time);
        }
    }

    private Instant since() {
        return Instant.parse(status.since);
    }

    private boolean late(Instant time) {
        return entry.deadline()
                .filter(deadline -> view.now().isAfter(begin(time).plus(deadline)))
                .isPresent();
    }

    private Instant begin(Instant time) {
        return time.plus(entry.jitter());
    }

    private void arrive(Instant time) {
        Optional<String> unusable =
                obstacles.backupsOff().or(() -> view.restore().isPresent() ? Optional.empty() : obstacles.notReady());
        if (unusable.isPresent()) {
            skip(time, unusable.get());
            return;
        }
        if (entry.concurrency() == ScheduleConcurrency.REPLACE) {
            replace(time);
        }
        Optional<String> busy = status.making == null
                ? obstacles.atWork(replaced)
                : Optional.of("backup " + status.making + " is being made");
        if (busy.isEmpty() && status.waiting == null) {
            if (view.now().isAfter(begin(time).plus(PUNCTUAL))) {
                report.madeUp(status);
            }
            make(time);
        } else if (status.waiting != null) {
            skip(time, status.waiting + " waits already");
        } else if (entry.concurrency() == ScheduleConcurrency.SKIP) {
            skip(time, busy.get());
        } else {
            status.waiting = time.toString();
            report.tell(status, false, "ScheduleWaits", time + " waits: " + busy.get());
        }
    }

    private void skip(Instant time, String why) {
        report.missed(status, 1, Reason.ScheduleSkipped, time + " is skipped: " + why);
    }

    /** What has not begun makes room; what runs is left to end, since half a backup is worth nothing. */
    private void replace(Instant time) {
        if (status.waiting != null) {
            skip(Instant.parse(status.waiting), "replaced by " + time);
            status.waiting = null;
        }
        obstacles
                .unfinished()
                .filter(backup -> backup.getStatus().stateOrNew() == BackupState.NEW)
                .forEach(backup -> {
                    replaced.add(backup);
                    report.missed(
                            status,
                            1,
                            Reason.ScheduleSkipped,
                            "backup " + backup.getMetadata().getName() + " had not begun and is replaced by " + time);
                });
    }

    private void make(Instant time) {
        status.lastScheduleTime = time.toString();
        status.making = entry.backupName(time);
        Optional<BackupException> full = obstacles.fullInstead();
        status.message = null;
        full.ifPresent(why -> report.tell(
                status, true, why.reason().name(), "a full backup takes the increment's place: " + why.getMessage()));
    }

    List<PerconaServerMySQLBackup> replaced() {
        return replaced;
    }

    /** The backup to be made now, whether that was decided now or before a crash. */
    Optional<PerconaServerMySQLBackup> making() {
        // During a restore it would end in an error.
        return Stream.ofNullable(status.making)
                .filter(name -> view.restore().isEmpty())
                .map(name -> entry.backup(
                        name, obstacles.fullInstead().map(why -> why.reason().name())))
                .findFirst();
    }

    private Optional<Instant> next() {
        return timetable.next(since()).map(this::begin);
    }

    /** When to look again. */
    Optional<Instant> wake() {
        Optional<Instant> end = Optional.ofNullable(status.waiting).flatMap(time -> entry.deadline()
                .map(deadline -> begin(Instant.parse(time)).plus(deadline).plusMillis(1)));
        return Stream.of(next(), end).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
