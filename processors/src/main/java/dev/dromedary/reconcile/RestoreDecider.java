package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreStatus;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what happens next to a restore: plan, verify, pause, stage, prepare, swap, start, accept. What is done is a
 * condition of the restore, so a new process goes on where the last one was.
 */
public final class RestoreDecider {
    static final String PLANNED = "Planned";
    static final String VERIFIED = "Verified";
    static final String PAUSED = "Paused";
    static final String STAGED = "Staged";
    static final String PREPARED = "Prepared";
    static final String SWAPPED = "Swapped";
    static final String STARTED = "Started";
    static final String ACCEPTED = "Accepted";

    private final RestoreView view;
    private final RestoreStatus status;
    private final RestoreReport report;

    private RestoreDecider(RestoreView view) {
        this.view = view;
        this.status = view.restore().getStatus();
        this.report = new RestoreReport(view);
    }

    public static Decision decide(RestoreView view) {
        RestoreDecider decider = new RestoreDecider(view);
        try {
            return decider.next();
        } catch (BackupException e) {
            decider.report.ended(RestoreState.ERROR, e);
            return decider.report.decision(Next.FINISH, null);
        }
    }

    /**
     * What follows from an attempt to stop or start the server.
     *
     * @param failure why it did not work; empty if it did
     */
    public static Decision afterwards(RestoreView view, Next action, Optional<BackupException> failure) {
        RestoreDecider decider = new RestoreDecider(view);
        return action == Next.STOP_SERVER ? decider.stopped(failure) : decider.started(failure);
    }

    private Decision next() {
        if (ended()) {
            boolean mine = Objects.equals(
                    view.leaseHolder(), view.restore().getMetadata().getName());
            return report.decision(mine ? Next.FINISH : Next.WAIT, null);
        }
        PerconaServerMySQL cluster =
                view.cluster().orElseThrow(() -> Messages.clusterNotFound(view.clusterName(), view.namespace()));
        if (mustWait()) {
            return report.decision(Next.WAIT, null);
        }
        if (!holds(PAUSED)) {
            return beforeThePause(RestoreRuns.of(view, cluster));
        }
        return afterThePause(RestoreRuns.of(view, cluster));
    }

    /** An error is soft, as in the contract: an edit of the restore makes it try again. */
    private boolean ended() {
        RestoreState state = status.stateOrNew();
        boolean edited = !Objects.equals(
                status.observedGeneration, view.restore().getMetadata().getGeneration());
        if (state == RestoreState.ERROR && edited) {
            report.again();
            return false;
        }
        return state == RestoreState.SUCCEEDED || state == RestoreState.FAILED || state == RestoreState.ERROR;
    }

    private boolean mustWait() {
        String name = view.restore().getMetadata().getName();
        if (!name.equals(view.leaseHolder())) {
            report.waits("PerconaServerMySQLRestore " + view.leaseHolder() + " is already running");
            return true;
        }
        if (holds(PLANNED)) {
            return false;
        }
        return view.backups().stream()
                .filter(backup -> view.clusterName().equals(backup.getSpec().clusterName))
                .filter(backup -> backup.getStatus().stateOrNew() == BackupState.STARTING
                        || backup.getStatus().stateOrNew() == BackupState.RUNNING)
                .findFirst()
                .map(backup -> {
                    report.waits(
                            "PerconaServerMySQLBackup " + backup.getMetadata().getName() + " is still running");
                    return true;
                })
                .orElse(false);
    }

    private Decision beforeThePause(RestoreRuns runs) {
        if (!holds(PLANNED)) {
            RunView plan = view.run(RunKind.PLAN);
            if (plan.phase() != RunView.Phase.ENDED) {
                report.starting();
                return launchOrWait(plan, runs, RunKind.PLAN);
            }
            if (plan.result().outcome() != Outcome.SUCCEEDED) {
                report.ended(RestoreState.ERROR, failure(plan.result()));
                return report.decision(Next.FINISH, null);
            }
            report.stage(PLANNED, "ChainComplete", "the chain of " + runs.destination() + " is complete and linked");
            report.stage(VERIFIED, "ObjectsPresent", "every object of the chain exists with its length");
        }
        if (view.restore().getSpec().targetOrDefault() == RestoreTarget.VERIFY) {
            return verify(runs);
        }
        report.running();
        return report.decision(Next.STOP_SERVER, null);
    }

    private Decision verify(RestoreRuns runs) {
        RunView verify = view.run(RunKind.VERIFY);
        if (!answered(verify)) {
            report.running();
            return launchOrWait(verify, runs, RunKind.VERIFY);
        }
        if (verify.result().outcome() != Outcome.SUCCEEDED) {
            report.ended(RestoreState.FAILED, failure(verify.result()));
        } else {
            report.stage(STAGED, "Unpacked", "the chain was unpacked, every part's hash compared");
            report.stage(PREPARED, "Prepared", "the chain was prepared in a scratch directory, which is gone again");
            report.succeeded("the backup can be restored; nothing was touched");
        }
        return report.decision(Next.FINISH, null);
    }

    private Decision afterThePause(RestoreRuns runs) {
        if (holds(STARTED)) {
            return accept(runs);
        }
        if (Conditions.fails(status.conditions, STARTED)) {
            return rollBack(runs);
        }
        if (holds(SWAPPED)) {
            return report.decision(Next.START_SERVER, null);
        }
        RunView run = view.run(RunKind.RESTORE);
        if (!answered(run)) {
            report.progress(run.progress());
            return launchOrWait(run, runs, RunKind.RESTORE);
        }
        if (run.result().outcome() == Outcome.FAILED_WITH_LEFTOVERS) {
            return putBack(runs, failure(run.result()));
        }
        if (run.result().outcome() == Outcome.SUCCEEDED) {
            report.stage(STAGED, "Unpacked", "the chain was unpacked, every part's hash compared");
            report.stage(PREPARED, "Prepared", "base and increments were prepared in order");
            report.stage(SWAPPED, "Swapped", "the restored data is in place; the old data is kept beside it");
        } else {
            report.broken(SWAPPED, failure(run.result()));
        }
        return report.decision(Next.START_SERVER, null);
    }

    private Decision rollBack(RestoreRuns runs) {
        if (!holds(SWAPPED)) {
            return report.decision(Next.START_SERVER, null);
        }
        return putBack(runs, report.why(STARTED));
    }

    /** Neither the old nor the new data may be whole in its place: no server starts on that before a roll back. */
    private Decision putBack(RestoreRuns runs, BackupException why) {
        RunView back = view.run(RunKind.ROLL_BACK);
        if (!answered(back)) {
            return launchOrWait(back, runs, RunKind.ROLL_BACK);
        }
        if (back.result().outcome() == Outcome.SUCCEEDED) {
            report.broken(SWAPPED, why);
            return report.decision(Next.START_SERVER, null);
        }
        report.ended(RestoreState.FAILED, failure(back.result()));
        return report.decision(Next.FINISH, null);
    }

    private Decision accept(RestoreRuns runs) {
        RunView accept = view.run(RunKind.ACCEPT);
        if (!answered(accept)) {
            return launchOrWait(accept, runs, RunKind.ACCEPT);
        }
        if (accept.result().outcome() == Outcome.SUCCEEDED) {
            report.stage(ACCEPTED, "Accepted", runs.keepOldData() ? "the old data is kept" : "the old data is gone");
        } else {
            // The server runs on the restored data; that its old data could not be removed does not undo that.
            report.broken(ACCEPTED, failure(accept.result()));
        }
        report.succeeded("the server runs on the restored data");
        return report.decision(Next.FINISH, null);
    }

    private Decision stopped(Optional<BackupException> failure) {
        if (failure.isEmpty()) {
            report.stage(PAUSED, "Stopped", "the server is stopped and nobody holds its data directory");
            return report.decision(Next.WAIT, null);
        }
        report.ended(RestoreState.FAILED, failure.get());
        return report.decision(Next.FINISH, null);
    }

    private Decision started(Optional<BackupException> failure) {
        boolean swapped = holds(SWAPPED);
        if (swapped && failure.isEmpty()) {
            report.stage(STARTED, "Started", "the server answers on the restored data");
            return report.decision(Next.WAIT, null);
        }
        if (swapped) {
            report.broken(STARTED, failure.get());
            // It may be half up, or up and deaf to our account: it has to be down before its data is changed again.
            report.undone(PAUSED, "Stopping", "the server is stopped once more, to put its old data back");
            return report.decision(Next.WAIT, null);
        }
        BackupException why = report.why(SWAPPED);
        report.ended(
                RestoreState.FAILED,
                failure.map(also -> new BackupException(
                                why.reason(),
                                why.getMessage() + "; the old data is in place, but " + also.getMessage(),
                                also.hint()))
                        .orElse(new BackupException(
                                why.reason(),
                                why.getMessage(),
                                "the old data is in place and the server runs on it; "
                                        + (why.hint().isEmpty() ? "try again" : why.hint()))));
        return report.decision(Next.FINISH, null);
    }

    /** Whether a run has ended with more than the wish to be another user. */
    private static boolean answered(RunView run) {
        return run.phase() == RunView.Phase.ENDED && run.result().dataOwner() == null;
    }

    private Decision launchOrWait(RunView run, RestoreRuns runs, RunKind kind) {
        return switch (run.phase()) {
            case ABSENT -> report.decision(Next.LAUNCH, runs.of(kind));
            case LAUNCHED, RUNNING -> report.decision(Next.WAIT, null);
            case ENDED ->
                report.decision(Next.RELAUNCH, runs.of(kind).as(run.result().dataOwner()));
        };
    }

    private static BackupException failure(RunResult result) {
        Reason reason = Reason.valueOf(result.reason());
        String message = reason == Reason.StorageTypeUnknown ? "unknown backup storage type" : result.message();
        return new BackupException(reason, message, result.hint());
    }

    private boolean holds(String stage) {
        return Conditions.holds(status.conditions, stage);
    }
}
