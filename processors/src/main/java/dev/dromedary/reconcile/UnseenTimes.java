package dev.dromedary.reconcile;

import dev.dromedary.api.ScheduleStatus;
import dev.dromedary.schedule.Timetable;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * From when on the times of a schedule count. A new one begins now, and so does one that was edited, resumed or put right: it
 * asks for nothing in the past. Times of the former one that nobody looked at are told.
 */
record UnseenTimes(ScheduleView view, ScheduleReport report, ScheduleStatus status) {
    /** A clock that is behind by more was wrong before: to wait for it would be to take no backups. */
    private static final Duration CLOCK_CHANGE = Duration.ofDays(1);

    /** The schedule is paused or wrong. */
    void halt(String wrong) {
        boolean first = status.since == null || status.reckonedFrom != null;
        if (first) {
            end(wrong.isEmpty() ? "the schedule was paused" : wrong);
            begin(null);
            status.nextScheduleTime = null;
        }
        if (!wrong.isEmpty()) {
            // In the condition too, which is not there where the cluster's status is another's.
            if (view.foreign() && !wrong.equals(status.message)) {
                report.tell(status, true, Reason.ScheduleInvalid.name(), wrong);
            }
            status.message = wrong;
        }
    }

    /** Times that waited, or that passed while nobody looked, come to nothing. */
    void end(String why) {
        if (status.making != null) {
            report.missed(
                    status, 1, Reason.ScheduleMissed, "the backup " + status.making + " was not made yet: " + why);
            status.making = null;
        }
        if (status.waiting != null) {
            report.missed(status, 1, Reason.ScheduleSkipped, status.waiting + " waited: " + why);
            status.waiting = null;
        }
        passed(why);
    }

    private void passed(String why) {
        former().map(former -> former.passed(Instant.parse(status.since), view.now()))
                .filter(passed -> passed.count() > 0)
                .ifPresent(passed -> report.missed(
                        status,
                        passed.count(),
                        Reason.ScheduleMissed,
                        passed.count() + " time(s) passed, the last at " + passed.latest() + ", before anybody looked: "
                                + why));
    }

    private Optional<Timetable> former() {
        if (status.reckonedFrom == null || status.since == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Timetable.parse(status.reckonedFrom, null, view.zone()));
        } catch (BackupException e) {
            // Written by somebody else.
            return Optional.empty();
        }
    }

    /** The schedule is this one. */
    void follow(Timetable timetable) {
        if (!Objects.equals(status.reckonedFrom, timetable.text()) || status.since == null) {
            if (status.reckonedFrom == null) {
                status.message = null;
            }
            passed("the schedule was edited");
            begin(timetable.text());
        } else if (Instant.parse(status.since).isAfter(view.now().plus(CLOCK_CHANGE))) {
            report.tell(
                    status,
                    true,
                    "ClockWentBack",
                    "the clock was at " + status.since + " before, it goes on from " + view.now());
            begin(timetable.text());
        }
    }

    private void begin(String timetable) {
        status.since = view.now().toString();
        status.reckonedFrom = timetable;
    }
}
