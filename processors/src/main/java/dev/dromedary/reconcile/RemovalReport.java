package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Writes into a backup's status, and into Events, how far its removal from one of its storages is. */
final class RemovalReport {
    private final RemovalView view;
    private final BackupStatus status;
    private final StatusChange change;

    RemovalReport(RemovalView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.change = new StatusChange(
                view.backup(), status.conditions, generation -> status.observedGeneration = generation, view.now());
    }

    Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
    }

    /** It cannot be, and is looked at again when something changes. */
    void refused(BackupException why) {
        tell(true, why.reason().name(), why.describe());
    }

    void waits(StoredPlace place, String user) {
        tell(false, Reason.ChainInUse.name(), user + "; it is removed from " + place.name() + " when that has ended");
    }

    /** From now on the place does not count. */
    void marked(StoredPlace place) {
        place.mark(status, CopyState.REMOVING);
        tell(false, Deletion.REMOVING, "it is being removed from " + place.name());
    }

    void trying(StoredPlace place) {
        if (status.removeRetry == null) {
            tell(false, Deletion.REMOVING, "it is being removed from " + place.name());
        } else {
            // The reason why it failed stays until it has succeeded.
            status.removeRetry.next = null;
        }
    }

    /** Answers how long to wait until it is tried again. */
    Duration failed(StoredPlace place, BackupException why) {
        status.removeRetry = view.retries().after(status.removeRetry, view.now());
        tell(true, why.reason().name(), "it could not be removed from " + place.name() + " yet: " + why.describe());
        return Retries.left(status.removeRetry, view.now());
    }

    /** As failed; and the copies that turned out not to be whole are to be completed, from where it stays. */
    Duration takenBack(StoredPlace place, BackupException why) {
        place.mark(status, CopyState.COMPLETE);
        status.copies.stream()
                .filter(copy -> copy.complete() && copy != place.copy())
                .forEach(copy -> {
                    copy.state = CopyState.INCOMPLETE;
                    copy.message = why.getMessage();
                });
        if (Copying.incomplete(status)) {
            Retries.atOnce(status, view.now());
        }
        return failed(place, why);
    }

    void removed(StoredPlace place, String what) {
        place.mark(status, CopyState.REMOVED);
        if (place.copy() != null) {
            place.copy().message = "removed, " + view.now().truncatedTo(ChronoUnit.SECONDS);
        }
        status.removeRetry = null;
        String stays = StoredPlace.of(view.backup()).stream()
                .filter(StoredPlace::complete)
                .map(StoredPlace::name)
                .collect(Collectors.joining(", "));
        String text = "it was removed from " + place.name() + ": " + what + "; it stays in " + stays;
        change.condition(Removal.REMOVED, true, "Removed", text);
        change.note(false, "Removed", text);
        copied();
    }

    /** The condition tells of copies that are there. */
    private void copied() {
        if (status.copies.stream().allMatch(BackupCopy::leaves)) {
            Conditions.remove(status.conditions, CopyReport.COPIED);
        } else if (!Copying.incomplete(status)) {
            change.condition(CopyReport.COPIED, true, "Complete", CopyReport.textOfComplete(status));
        }
    }

    private void tell(boolean warning, String reason, String message) {
        boolean known = Conditions.find(status.conditions, Removal.REMOVED)
                .filter(last -> reason.equals(last.getReason()) && message.equals(last.getMessage()))
                .isPresent();
        if (!known) {
            change.condition(Removal.REMOVED, false, reason, message);
            change.note(warning, reason, message);
        }
    }
}
