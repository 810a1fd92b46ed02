package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a removal that failed is tried again: later each time. It is kept in the status, so a new process goes on with it. */
final class Retries {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int ENOUGH_DOUBLINGS = 6;

    private Retries() {}

    /** Whether the run that has ended was counted. */
    static boolean counted(BackupStatus status) {
        return status.retry != null && status.retry.next != null;
    }

    static boolean failedBefore(BackupStatus status) {
        return status.retry != null && status.retry.failures != null;
    }

    /** Counts a failure; answers how long to wait now. */
    static Duration count(BackupStatus status, Instant now) {
        int failures = failedBefore(status) ? status.retry.failures + 1 : 1;
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, ENOUGH_DOUBLINGS));
        Duration wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        status.retry = new Retry();
        status.retry.failures = failures;
        status.retry.next = now.plus(wait).truncatedTo(ChronoUnit.SECONDS).toString();
        return remaining(status, now);
    }

    /** Zero if it is time. */
    static Duration remaining(BackupStatus status, Instant now) {
        if (!counted(status)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, Instant.parse(status.retry.next));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** It is being tried. */
    static void trying(BackupStatus status) {
        if (status.retry != null) {
            status.retry.next = null;
        }
    }
}
