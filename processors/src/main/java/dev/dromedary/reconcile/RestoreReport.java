package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.Progress;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
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

    /** Whether a run has ended with more than the wish to be another user. */
    static boolean answered(RunView run) {
        return run.phase() == RunView.Phase.ENDED && run.result().dataOwner() == null;
    }

    Decision launchOrWait(RunView run, PerconaServerMySQL cluster, RunKind kind) {
        return switch (run.phase()) {
            case ABSENT -> decision(Next.LAUNCH, RestoreRuns.of(view, cluster).of(kind));
            case LAUNCHED, RUNNING -> decision(Next.WAIT, null);
            case ENDED ->
                decision(
                        Next.RELAUNCH,
                        RestoreRuns.of(view, cluster).of(kind).as(run.result().dataOwner()));
        };
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
    void stage(RestoreStage stage, String reason, String message) {
        status.stateDescription = null;
        if (!holds(stage)) {
            condition(stage.type(), true, reason, message);
            note(false, stage.type(), message);
        }
    }

    /** A stage has begun, or has to be done again; no failure. */
    void underWay(RestoreStage stage, String reason, String message) {
        if (!Conditions.underWay(status.conditions, stage.type())) {
            note(false, reason, message);
        }
        condition(stage.type(), Conditions.UNKNOWN, reason, message);
    }

    /** A stage could not be done, or was undone. */
    void broken(RestoreStage stage, BackupException why) {
        status.stateDescription = null;
        condition(stage.type(), false, why.reason().name(), why.describe());
        note(true, why.reason().name(), why.describe());
    }

    /** A stage is done, but not in every part; no failure. */
    void partly(RestoreStage stage, String reason, String message) {
        condition(stage.type(), false, reason, message);
        note(true, reason, message);
    }

    boolean holds(RestoreStage stage) {
        return Conditions.holds(status.conditions, stage.type());
    }

    boolean fails(RestoreStage stage) {
        return Conditions.fails(status.conditions, stage.type());
    }

    /** When a stage that is under way began. */
    Instant since(RestoreStage stage) {
        return Conditions.find(status.conditions, stage.type())
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .orElseThrow();
    }

    /** What the server is waited for, in the contract's words. */
    void waitsForTheCluster() {
        status.stateDescription = "Waiting for cluster to become ready after restore";
    }

    /** Why a stage could not be done. */
    BackupException why(RestoreStage stage) {
        return Conditions.find(status.conditions, stage.type())
                .filter(condition -> Conditions.FALSE.equals(condition.getStatus()))
                .map(RestoreReport::failure)
                .orElse(new BackupException(Reason.Internal, stage.type() + " did not happen", "try again"));
    }

    private static BackupException failure(Condition condition) {
        // The last of them: a message may quote a server or a tool, a hint is our own.
        String text = condition.getMessage();
        int end = text.lastIndexOf("; ");
        String message = end < 0 ? text : text.substring(0, end);
        return new BackupException(
                Reason.valueOf(condition.getReason()), message, end < 0 ? "" : text.substring(end + 2));
    }

    Decision succeeded(String message) {
        status.state = RestoreState.SUCCEEDED;
        status.stateDescription = null;
        status.completed = view.now().truncatedTo(ChronoUnit.SECONDS).toString();
        condition(Conditions.READY, true, "Succeeded", message);
        note(false, "Succeeded", message);
        return decision(Next.FINISH, null);
    }

    /** The restore came to nothing; what it had touched is as it was. */
    Decision ended(RestoreState state, BackupException failure) {
        status.state = state;
        status.stateDescription = failure.getMessage();
        condition(Conditions.READY, false, failure.reason().name(), failure.describe());
        note(true, failure.reason().name(), failure.describe());
        return decision(Next.FINISH, null);
    }

    private void condition(String type, boolean holds, String reason, String message) {
        condition(type, holds ? Conditions.TRUE : Conditions.FALSE, reason, message);
    }

    private void condition(String type, String value, String reason, String message) {
        Long generation = view.restore().getMetadata().getGeneration();
        status.observedGeneration = generation;
        Conditions.set(status.conditions, type, value, reason, message, generation, view.now());
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
