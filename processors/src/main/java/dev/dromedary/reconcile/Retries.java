package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Retry;
import dev.dromedary.run.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * When something that a storage did not let succeed is tried again: later each time. Kept in the status, so that people
 * see it, and a new process goes on with it.
 *
 * @param first pause, which doubles with each failure
 * @param longest pause
 */
public record Retries(Duration first, Duration longest) {
    /** Whether the run that has ended was counted. */
    static boolean counted(BackupStatus status) {
        return status.retry != null && status.retry.next != null;
    }

    /** Counts a failure; answers how long to wait now. */
    Duration count(BackupStatus status, Instant now) {
        int failures = status.retry == null ? 1 : status.retry.failures + 1;
        status.retry = new Retry();
        status.retry.failures = failures;
        // In full seconds, rounded up: it is for people, too.
        status.retry.next = now.plus(pause(failures))
                .plusNanos(999_999_999)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return remaining(status, now);
    }

    private Duration pause(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    static boolean failedBefore(BackupStatus status) {
        return status.retry != null;
    }

    /**
     * How long it is until the next attempt; zero if it is time. A process that has just started does not wait, nor does
     * one whose user has changed something.
     *
     * @param last the attempt that failed
     */
    static Duration remaining(PerconaServerMySQLBackup backup, RunView last, Instant now) {
        BackupStatus status = backup.getStatus();
        boolean edited =
                !Objects.equals(status.observedGeneration, backup.getMetadata().getGeneration());
        return last.phase() != RunView.Phase.ENDED || edited ? Duration.ZERO : remaining(status, now);
    }

    private static Duration remaining(BackupStatus status, Instant now) {
        if (!counted(status)) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, Instant.parse(status.retry.next));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The next attempt is made at once, whatever came before. */
    static void atOnce(BackupStatus status, Instant now) {
        status.retry = new Retry();
        status.retry.failures = 0;
        status.retry.next = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** It is being tried. */
    static void trying(BackupStatus status) {
        if (status.retry != null) {
            status.retry.next = null;
        }
    }
}
