package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes into a restore's status, and into Events, what was decided about it. */
final class RestoreReport {
    /** The Event that something was not taken from the backup's own storage. */
    static final String COPY_USED = "CopyUsed";

    private final RestoreView view;
    private final RestoreStatus status;
    private final StatusChange change;

    RestoreReport(RestoreView view) {
        this.view = view;
        this.status = view.restore().getStatus();
        this.change = new StatusChange(
                view.restore(), status.conditions, generation -> status.observedGeneration = generation, view.now());
    }

    Decision decision(Next next, RunSpecification run) {
        return change.decision(next, run);
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
            change.condition(Conditions.READY, false, "Starting", "the chain is read from the storage");
            change.note(false, "Starting", "the chain is read from the storage");
        }
    }

    void running() {
        if (status.state != RestoreState.RUNNING) {
            status.state = RestoreState.RUNNING;
            status.stateDescription = null;
            change.condition(Conditions.READY, false, "Running", "the restore is at work");
        }
    }

    void progress(Progress progress) {
        if (progress != null) {
            change.condition(Conditions.READY, false, "Running", progress.phase());
        }
    }

    /** A stage is done. */
    void stage(RestoreStage stage, String reason, String message) {
        status.stateDescription = null;
        if (!holds(stage)) {
            change.condition(stage.type(), true, reason, message);
            change.note(false, stage.type(), message);
        }
    }

    /** A stage is done, with what its run has to tell; that is a warning, as where a copy had to help out. */
    void stage(RestoreStage stage, String reason, String message, RunResult result) {
        String told = result.message();
        if (told != null && !holds(stage)) {
            change.note(true, COPY_USED, told);
        }
        stage(stage, reason, told == null ? message : message + "; " + told);
    }

    /** A stage has begun, or has to be done again; no failure. */
    void underWay(RestoreStage stage, String reason, String message) {
        if (!Conditions.underWay(status.conditions, stage.type())) {
            change.note(false, reason, message);
        }
        change.condition(stage.type(), Conditions.UNKNOWN, reason, message);
    }

    /** A stage could not be done, or was undone. */
    void broken(RestoreStage stage, BackupException why) {
        status.stateDescription = null;
        change.condition(stage.type(), false, why.reason().name(), why.describe());
        change.note(true, why.reason().name(), why.describe());
    }

    /** A stage is done, but not in every part; no failure. */
    void partly(RestoreStage stage, String reason, String message) {
        change.condition(stage.type(), false, reason, message);
        change.note(true, reason, message);
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
        change.condition(Conditions.READY, true, "Succeeded", message);
        change.note(false, "Succeeded", message);
        return decision(Next.FINISH, null);
    }

    /** The restore came to nothing; what it had touched is as it was. */
    Decision ended(RestoreState state, BackupException failure) {
        status.state = state;
        status.stateDescription = failure.getMessage();
        change.condition(Conditions.READY, false, failure.reason().name(), failure.describe());
        change.note(true, failure.reason().name(), failure.describe());
        return decision(Next.FINISH, null);
    }
}
