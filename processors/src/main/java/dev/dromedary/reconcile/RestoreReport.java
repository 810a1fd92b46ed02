package dev.dromedary.reconcile;

import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.Progress;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes into a restore's status, and into Events, what was decided about it. */
final class RestoreReport {
    private final RestoreView view;
    private final RestoreStatus status;
    private final String before;
    private final List<Note> notes = new ArrayList<>();

    RestoreReport(RestoreView view) {
        this.view = view;
        this.status = view.restore().getStatus();
        this.before = snapshot();
    }

    private String snapshot() {
        return Serialization.asJson(view.restore());
    }

    Decision decision(Next next, RunSpecification run) {
        return new Decision(view.restore(), !before.equals(snapshot()), List.copyOf(notes), next, run);
    }

    void again() {
        status.state = RestoreState.NEW;
        status.conditions.clear();
    }

    void waits(String why) {
        status.state = RestoreState.NEW;
        status.stateDescription = why;
    }

    void starting() {
        if (status.state != RestoreState.STARTING) {
            status.state = RestoreState.STARTING;
            status.stateDescription = null;
            condition(Conditions.READY, false, "Starting", "the chain is read from the storage");
            note(false, "Starting", "the chain is read from the storage");
        }
    }

    void running() {
        if (status.state != RestoreState.RUNNING) {
            status.state = RestoreState.RUNNING;
            status.stateDescription = null;
            condition(Conditions.READY, false, "Running", "the restore is at work");
        }
    }

    void progress(Progress progress) {
        if (progress != null) {
            condition(Conditions.READY, false, "Running", progress.phase());
        }
    }

    /** A stage is done. */
    void stage(String stage, String reason, String message) {
        if (!Conditions.holds(status.conditions, stage)) {
            condition(stage, true, reason, message);
            note(false, stage, message);
        }
    }

    /** A stage could not be done, or was undone. */
    void broken(String stage, BackupException why) {
        condition(stage, false, why.reason().name(), why.describe());
        note(true, why.reason().name(), why.describe());
    }

    /** A stage has to be done again; no failure. */
    void undone(String stage, String reason, String message) {
        condition(stage, false, reason, message);
    }

    /** Why a stage could not be done. */
    BackupException why(String stage) {
        return Conditions.find(status.conditions, stage)
                .filter(condition -> Conditions.FALSE.equals(condition.getStatus()))
                .map(RestoreReport::failure)
                .orElse(new BackupException(Reason.Internal, stage + " did not happen", "try again"));
    }

    private static BackupException failure(Condition condition) {
        // The last of them: a message may quote a server or a tool, a hint is our own.
        String text = condition.getMessage();
        int end = text.lastIndexOf("; ");
        String message = end < 0 ? text : text.substring(0, end);
        return new BackupException(
                Reason.valueOf(condition.getReason()), message, end < 0 ? "" : text.substring(end + 2));
    }

    void succeeded(String message) {
        status.state = RestoreState.SUCCEEDED;
        status.stateDescription = null;
        status.completed = view.now().truncatedTo(ChronoUnit.SECONDS).toString();
        condition(Conditions.READY, true, "Succeeded", message);
        note(false, "Succeeded", message);
    }

    /** The restore came to nothing; what it had touched is as it was. */
    void ended(RestoreState state, BackupException failure) {
        status.state = state;
        status.stateDescription = failure.getMessage();
        condition(Conditions.READY, false, failure.reason().name(), failure.describe());
        note(true, failure.reason().name(), failure.describe());
    }

    private void condition(String type, boolean holds, String reason, String message) {
        Long generation = view.restore().getMetadata().getGeneration();
        status.observedGeneration = generation;
        Conditions.set(status.conditions, type, holds, reason, message, generation, view.now());
    }

    private void note(boolean warning, String reason, String message) {
        var metadata = view.restore().getMetadata();
        notes.add(new Note(
                new ResourceKey(view.restore().getKind(), metadata.getNamespace(), metadata.getName()),
                metadata.getUid(),
                warning,
                reason,
                message));
    }
}
