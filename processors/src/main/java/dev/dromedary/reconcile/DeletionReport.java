package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes into the status of a backup that is being deleted, and into Events, how far that is. */
final class DeletionReport {
    private final DeletionView view;
    private final BackupStatus status;
    private final String before;
    private final List<Note> notes = new ArrayList<>();

    DeletionReport(DeletionView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.before = snapshot();
    }

    private String snapshot() {
        return Serialization.asJson(view.backup());
    }

    Decision decision(Next next) {
        return decision(next, null);
    }

    Decision decision(Next next, RunSpecification run) {
        return new Decision(view.backup(), !before.equals(snapshot()), List.copyOf(notes), next, run);
    }

    /** It cannot go yet, and nothing is wrong with the storage. */
    void waits(Reason reason, String message) {
        if (differs(reason.name(), message)) {
            condition(Deletion.REMOVED, false, reason.name(), message);
            note(reason == Reason.MiddleOfChain, reason.name(), message);
        }
    }

    void removing() {
        Retries.trying(status);
        String message = "the objects of " + status.destination + " are being removed";
        condition(Conditions.READY, false, Deletion.REMOVING, message);
        // Once it has failed, the reason of that stays until it has succeeded.
        if (!Retries.failedBefore(status) && differs(Deletion.REMOVING, message)) {
            condition(Deletion.REMOVED, false, Deletion.REMOVING, message);
            note(false, Deletion.REMOVING, message);
        }
    }

    /** Answers how long to wait until it is tried again. */
    Duration failed(BackupException failure) {
        Duration wait = view.retries().count(status, view.now());
        String message = "the objects of " + status.destination + " could not be removed yet: " + failure.describe();
        condition(Deletion.REMOVED, false, failure.reason().name(), message);
        note(true, failure.reason().name(), message);
        return wait;
    }

    void removed(String what) {
        ended(Deletion.REMOVED, false, "the objects of " + status.destination + " are removed: " + what);
    }

    void abandoned(String why) {
        ended(Reason.ObjectsAbandoned.name(), true, "what is in " + status.destination + " was left behind: " + why);
    }

    private void ended(String reason, boolean warning, String message) {
        status.retry = null;
        condition(Deletion.REMOVED, !warning, reason, message);
        note(warning, reason, message);
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

    private void condition(String type, boolean holds, String reason, String message) {
        Long generation = view.backup().getMetadata().getGeneration();
        status.observedGeneration = generation;
        Conditions.set(status.conditions, type, holds, reason, message, generation, view.now());
    }

    private void note(boolean warning, String reason, String message) {
        var metadata = view.backup().getMetadata();
        notes.add(new Note(
                new ResourceKey(view.backup().getKind(), metadata.getNamespace(), metadata.getName()),
                metadata.getUid(),
                warning,
                reason,
                message));
    }
}
