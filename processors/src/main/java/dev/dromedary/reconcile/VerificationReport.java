package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes into the status of a backup, and into Events, whether what is stored of it is what was stored. */
final class VerificationReport {
    private static final String TYPE = RestoreStage.VERIFIED.type();

    private final PerconaServerMySQLBackup backup;
    private final BackupStatus status;
    private final Instant now;
    private final StatusChange change;

    VerificationReport(PerconaServerMySQLBackup backup, Instant now) {
        this.backup = backup;
        this.status = backup.getStatus();
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.change =
                new StatusChange(backup, status.conditions, generation -> status.observedGeneration = generation, now);
    }

    Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
    }

    void begun(String asked, RunKind kind) {
        status.verification = asked;
        change.condition(TYPE, Conditions.UNKNOWN, Verification.VERIFYING, how(kind) + where() + ", since " + now);
    }

    /** It is not looked at, and the answer to that wish is given. */
    void refused(String asked, BackupException why) {
        status.verification = asked;
        unknown(why.reason().name(), why.describe());
    }

    void ended(RunKind kind, RunResult result) {
        String head = how(kind) + where() + ", " + now + ": ";
        if (result.outcome() == Outcome.SUCCEEDED) {
            good(head, result);
        } else if (result.outcome() == Outcome.FAILED) {
            damaged(result.reason(), head + result.message() + "; " + result.hint());
        } else {
            unknown(result.reason(), head + "it could not be looked at: " + result.message() + "; " + result.hint());
        }
    }

    private void good(String head, RunResult result) {
        BackupFacts found = result.backup();
        if (found != null && status.size != null && !told(found).equals(told())) {
            damaged(
                    Reason.ManifestDamaged.name(),
                    head + "the manifest is not the one of this backup: it has " + told(found) + ", the status "
                            + told() + "; bring it back from a copy, or take a new full backup");
            return;
        }
        change.condition(TYPE, true, TYPE, head + result.message());
        change.note(false, TYPE, head + result.message());
    }

    /** What manifest and status both know. */
    private static String told(BackupFacts found) {
        return facts(
                found.size(), found.fromLsn(), found.toLsn(), found.completed().truncatedTo(ChronoUnit.SECONDS));
    }

    private String told() {
        return facts(status.size, status.fromLsn, status.toLsn, status.completed);
    }

    private static String facts(Object size, Object from, Object to, Object completed) {
        return size + " bytes, lsn " + from + " to " + to + ", completed " + completed;
    }

    private void damaged(String reason, String message) {
        change.condition(TYPE, false, reason, message);
        change.note(true, reason, message);
    }

    private void unknown(String reason, String message) {
        change.condition(TYPE, Conditions.UNKNOWN, reason, message);
        change.note(true, reason, message);
    }

    /** Said only where it is not the backup's own storage that is looked at. */
    private String where() {
        return StoredPlace.nearest(backup)
                .filter(place -> place.copy() != null)
                .map(place -> " in " + place.name())
                .orElse("");
    }

    private static String how(RunKind kind) {
        return kind == RunKind.INSPECT_DEEP ? "deep" : "light";
    }
}
