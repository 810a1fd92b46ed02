package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Lifetime;
import dev.dromedary.chain.Pin;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A backup that failed, or never began, and goes some time after that.
 *
 * @param after how long it stays
 * @param goes when that is over
 */
public record FailedRun(PerconaServerMySQLBackup backup, Lifetime after, Instant goes) {
    /** Whether a backup is one that goes; not yet while what it has left is being removed. */
    static boolean is(PerconaServerMySQLBackup backup) {
        BackupState state = backup.getStatus().stateOrNew();
        return (state == BackupState.FAILED || state == BackupState.ERROR)
                && !Deletion.asked(backup)
                && !BackupDecider.hasLeftovers(backup.getStatus());
    }

    /** Empty where it is pinned, or nobody knows when it failed. */
    static Optional<FailedRun> of(PerconaServerMySQLBackup backup, Lifetime after, Instant now, ZoneId zone) {
        boolean pinned = pin(backup, zone)
                .filter(pin -> pin.until() == null || pin.until().isAfter(now))
                .isPresent();
        return pinned
                ? Optional.empty()
                : ended(backup).map(ended -> new FailedRun(backup, after, ended.plus(after.length())));
    }

    static Optional<Pin> pin(PerconaServerMySQLBackup backup, ZoneId zone) {
        return Optional.ofNullable(backup.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.KEEP_UNTIL_ANNOTATION))
                .map(value -> Pin.of(backup.getMetadata().getName(), value, zone));
    }

    /** The status of one that failed has no time of its own, in the contract. */
    private static Optional<Instant> ended(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, Conditions.READY)
                .flatMap(ready -> BackupChain.time(ready.getLastTransitionTime()))
                .or(() -> BackupChain.time(backup.getMetadata().getCreationTimestamp()));
    }
}
