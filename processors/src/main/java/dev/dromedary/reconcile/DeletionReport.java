package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes into the status of a backup that is being deleted, and into Events, how far that is. */
final class DeletionReport {
    private final DeletionView view;
    private final BackupStatus status;
    private final StatusChange change;

    DeletionReport(DeletionView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.change = new StatusChange(
                view.backup(), status.conditions, generation -> status.observedGeneration = generation, view.now());
    }

    Decision decision(Next next) {
        return decision(next, null);
    }

    Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
    }

    /** It cannot go yet, and nothing is wrong with the storage. */
    void waits(Reason reason, String message) {
        if (differs(reason.name(), message)) {
            change.condition(Deletion.REMOVED, false, reason.name(), message);
            change.note(reason == Reason.MiddleOfChain, reason.name(), message);
        }
    }

    /** What was counted before the deletion were attempts at its copies, and says nothing of it. */
    void begins() {
        boolean tried = removed()
                .filter(last -> !Deletion.WAITS.contains(last.getReason()))
                .isPresent();
        if (!tried && !status.copies.isEmpty()) {
            status.retry = null;
        }
    }

    void removing() {
        Retries.trying(status);
        String message = "the objects of " + status.destination + " are being removed";
        change.condition(Conditions.READY, false, Deletion.REMOVING, message);
        // Once it has failed, the reason of that stays until it has succeeded.
        if (!Retries.failedBefore(status) && differs(Deletion.REMOVING, message)) {
            change.condition(Deletion.REMOVED, false, Deletion.REMOVING, message);
            change.note(false, Deletion.REMOVING, message);
        }
    }

    /** Answers how long to wait until it is tried again. */
    Duration failed(BackupException failure) {
        Duration wait = view.retries().count(status, view.now());
        String message = "the objects of " + status.destination + " could not be removed yet: " + failure.describe();
        change.condition(Deletion.REMOVED, false, failure.reason().name(), message);
        change.note(true, failure.reason().name(), message);
        return wait;
    }

    void removed(String what) {
        ended(Deletion.REMOVED, false, "the objects of " + status.destination + " are removed: " + what);
    }

    void abandoned(String why) {
        ended(Reason.ObjectsAbandoned.name(), true, "what is in " + places() + " was left behind: " + why);
    }

    private String places() {
        return Stream.concat(
                        Stream.of(status.destination), status.copies.stream().map(copy -> copy.destination))
                .collect(Collectors.joining(", "));
    }

    private void ended(String reason, boolean warning, String message) {
        status.retry = null;
        change.condition(Deletion.REMOVED, !warning, reason, message);
        change.note(warning, reason, message);
    }

    /** What the last failed attempt said. */
    String lastFailure() {
        return removed().map(Condition::getMessage).orElse("");
    }

    private Optional<Condition> removed() {
        return Conditions.find(status.conditions, Deletion.REMOVED);
    }

    private boolean differs(String reason, String message) {
        return removed()
                .filter(last ->
                        last.getReason().equals(reason) && last.getMessage().equals(message))
                .isEmpty();
    }
}
