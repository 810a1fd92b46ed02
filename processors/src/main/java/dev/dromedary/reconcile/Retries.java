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
        status.retry = after(status.retry, now);
        return left(status.retry, now);
    }

    /** One failure more than before, which may be null. */
    Retry after(Retry before, Instant now) {
        Retry retry = new Retry();
        retry.failures = before == null ? 1 : before.failures + 1;
        // In full seconds, rounded up: it is for people, too.
        retry.next = now.plus(pause(retry.failures))
                .plusNanos(999_999_999)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return retry;
    }

    /** How long it is until the next attempt; zero where it is time. */
    static Duration left(Retry retry, Instant now) {
        if (retry == null || retry.next == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, Instant.parse(retry.next));
        return left.isNegative() ? Duration.ZERO : left;
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
        return last.phase() != RunView.Phase.ENDED || edited ? Duration.ZERO : left(status.retry, now);
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
