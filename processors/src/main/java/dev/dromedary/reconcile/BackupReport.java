package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.List;

/** Writes into a backup's status, and into Events, what was decided about it. */
final class BackupReport {
    private static final String VALIDATE = "failed to validate storage: ";
    private static final String CLIENT = VALIDATE + "new client: ";

    private final BackupView view;
    private final BackupStatus status;
    private final StatusChange change;

    BackupReport(BackupView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.change = new StatusChange(
                view.backup(), status.conditions, generation -> status.observedGeneration = generation, view.now());
    }

    Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
    }

    void leaseAcquired() {
        change.condition(Names.LEASE_CONDITION, true, "LeaseAcquired", "Lease '" + lease() + "' acquired");
    }

    void leaseHeldByAnother() {
        change.condition(Names.LEASE_CONDITION, false, "LeaseAlreadyHeld", "Lease '" + lease() + "' already held");
    }

    private String lease() {
        return Names.backupLease(view.clusterName());
    }

    void starting(BackupPlan plan) {
        notReady("Starting", "the backup goes to " + plan.destination());
        change.note(false, "Starting", "the backup goes to " + plan.destination());
    }

    /** Nothing was begun, and a run of the same name comes. */
    void startingAgain(RunResult result) {
        status.state = BackupState.STARTING;
        notReady("Starting", result.message() + "; the run is launched again as that user");
    }

    /** Its status is for whoever made the resource to write: what is stored is told by the manifest. */
    void importing(String destination) {
        notReady(
                "Importing",
                "it stands for " + destination + ", and is not to be taken; import again to have its status written");
    }

    void running() {
        status.state = BackupState.RUNNING;
        notReady("Running", "the tool is at work");
        change.note(false, "Running", "the tool is at work");
    }

    void fullInstead(String reason, String message) {
        String why = "a full backup takes the increment's place: " + message;
        change.condition("ChainIntact", false, reason, message);
        notReady("Starting", why);
        change.note(true, reason, why);
    }

    void result(RunResult result) {
        if (result.outcome() == Outcome.SUCCEEDED) {
            succeeded(result.backup());
            return;
        }
        BackupException failure = new BackupException(Reason.valueOf(result.reason()), text(result), result.hint());
        ended(result.outcome() == Outcome.NOT_STARTED ? BackupState.ERROR : BackupState.FAILED, failure);
        if (result.outcome() == Outcome.FAILED_WITH_LEFTOVERS) {
            change.condition(
                    BackupDecider.CLEANED,
                    false,
                    "StorageUnreachable",
                    "what the run left in " + status.destination + " is removed when the storage is back");
        }
    }

    /** What the storage refuses before a run begins has a prefix in the contract. */
    private String text(RunResult result) {
        if (result.outcome() != Outcome.NOT_STARTED) {
            return result.message();
        }
        return switch (Reason.valueOf(result.reason())) {
            case StorageTypeUnknown -> "failed to prepare backup job: get backup destination: " + result.message();
            case SecretNotFound -> VALIDATE + "get options: " + result.message();
            case BucketNotFound -> CLIENT + result.message();
            case StorageUnreachable, StorageDenied -> CLIENT + bucketCheck() + result.message();
            default -> result.message();
        };
    }

    /** Where the reference looks for a bucket first. */
    private String bucketCheck() {
        boolean bucket = status.storage != null && List.of("s3", "gcs").contains(status.storage.type);
        return bucket ? "failed to check if bucket exists: " : "";
    }

    private void succeeded(BackupFacts backup) {
        CompleteBackup.write(status, backup);
        status.transferred = backup.transferred();
        done();
        String text = "the backup is complete: " + CompleteBackup.text(backup);
        change.condition(Conditions.READY, true, "Succeeded", text);
        if (Conditions.find(status.conditions, "ChainIntact").isEmpty()) {
            boolean base = backup.position() == 0;
            change.condition(
                    "ChainIntact",
                    true,
                    base ? "Base" : "Linked",
                    base ? "it starts a chain" : "it goes on from lsn " + backup.fromLsn());
        }
        change.note(false, "Succeeded", text);
        copies().known(backup.copies());
    }

    CopyReport copies() {
        return new CopyReport(view, change);
    }

    /** The backup came to nothing. */
    void ended(BackupState state, BackupException failure) {
        status.state = state;
        status.stateDescription = failure.getMessage();
        done();
        change.condition(Conditions.READY, false, failure.reason().name(), failure.describe());
        change.note(true, failure.reason().name(), failure.describe());
    }

    /** What the storage says of a backup whose run is lost; a storage that does not answer is asked again later. */
    void settled(RunResult result) {
        if (result.outcome() != Outcome.NOT_STARTED) {
            result(result);
            return;
        }
        String unknown = "the run was lost, and the storage cannot be asked what became of it: ";
        result(new RunResult(
                Outcome.FAILED_WITH_LEFTOVERS,
                Reason.RunLost.name(),
                unknown + result.message(),
                "it is asked again by itself; " + result.hint(),
                null,
                null));
    }

    /** What was left could not be removed; answers how long to wait until it is tried again. */
    Duration notCleaned(RunResult result) {
        Duration wait = view.retries().count(status, view.now());
        change.condition(
                BackupDecider.CLEANED,
                false,
                result.reason(),
                "what the run left in " + status.destination + " could not be removed yet: " + result.message()
                        + "; it is tried again at " + status.retry.next);
        return wait;
    }

    /** The storage could be looked at. A manifest that is there after all makes it a backup. */
    void cleaned(RunResult settled) {
        status.retry = null;
        boolean lost = Conditions.find(status.conditions, Conditions.READY)
                .filter(ready -> Reason.RunLost.name().equals(ready.getReason()))
                .isPresent();
        if (lost || settled.outcome() == Outcome.SUCCEEDED) {
            result(settled);
        }
        if (settled.outcome() == Outcome.SUCCEEDED) {
            Conditions.remove(status.conditions, BackupDecider.CLEANED);
            return;
        }
        change.condition(BackupDecider.CLEANED, true, "Removed", "nothing of the run is left in the storage");
        change.note(false, "LeftoversRemoved", "nothing of the run is left in " + status.destination);
    }

    private void done() {
        status.phase = null;
        status.progress = null;
        Conditions.remove(status.conditions, Names.LEASE_CONDITION);
    }

    private void notReady(String reason, String message) {
        change.condition(Conditions.READY, false, reason, message);
    }
}
