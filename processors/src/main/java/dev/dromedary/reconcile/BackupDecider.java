package dev.dromedary.reconcile;

import dev.dromedary.api.BackupProgress;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** Decides what happens next to a backup. Every answer may be carried out twice. */
public final class BackupDecider {
    /** Of a failed backup: whether its storage is clean again. */
    static final String CLEANED = "LeftoversRemoved";

    private final BackupView view;
    private final BackupStatus status;
    private final BackupReport report;

    private BackupDecider(BackupView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.report = new BackupReport(view);
    }

    /** Whether a failed backup still has objects in a storage that could not be reached. */
    public static boolean hasLeftovers(BackupStatus status) {
        return Conditions.fails(status.conditions, CLEANED);
    }

    /** Whether it has such objects and an attempt to remove them is at work, or about to be. */
    public static boolean isBeingSettled(BackupStatus status) {
        return hasLeftovers(status) && !Retries.counted(status);
    }

    public static Decision decide(BackupView view) {
        BackupDecider decider = new BackupDecider(view);
        boolean hadEnded = decider.status.stateOrNew().terminal();
        try {
            Decision decision = decider.next();
            return hadEnded ? decision : decision.marking(BaseMark.of(view));
        } catch (BackupException e) {
            decider.report.ended(BackupState.ERROR, e);
            return decider.report.decision(Next.FINISH, null);
        }
    }

    private Decision next() {
        BackupState state = status.stateOrNew();
        if (state.terminal()) {
            return new AfterTheEnd(view, report).next();
        }
        if (ImportedBackup.unfinished(view.backup())) {
            report.importing(view.backup().getMetadata().getAnnotations().get(Names.IMPORTED_ANNOTATION));
            return report.decision(Next.WAIT, null);
        }
        if (!view.lease()) {
            report.leaseHeldByAnother();
            return report.decision(Next.WAIT, null);
        }
        report.leaseAcquired();
        if (state == BackupState.NEW) {
            return begin();
        }
        return switch (view.run().phase()) {
            case LAUNCHED -> report.decision(Next.WAIT, null);
            case RUNNING -> running(view.run().progress());
            case ENDED -> ended(view.run().result());
            case ABSENT -> absent(view.run().result());
        };
    }

    private Decision begin() {
        BackupPlan plan;
        try {
            plan = BackupPlan.of(view);
        } catch (BackupException e) {
            if (!FullInstead.allowed(view, e.reason())) {
                throw e;
            }
            return fullInstead(e.reason().name(), e.getMessage());
        }
        plan.write(status);
        report.starting(plan);
        return report.decision(Next.LAUNCH, plan.run());
    }

    private Decision fullInstead(String reason, String message) {
        BackupPlan plan = BackupPlan.full(view);
        plan.write(status);
        FullInstead.mark(view.backup(), reason);
        report.fullInstead(reason, message);
        return report.decision(Next.LAUNCH, plan.run());
    }

    private Decision running(Progress progress) {
        if (status.state != BackupState.RUNNING) {
            report.running();
        }
        if (progress != null) {
            status.phase = progress.phase();
            status.progress = progress(progress);
        }
        return report.decision(Next.WAIT, null);
    }

    private static BackupProgress progress(Progress from) {
        BackupProgress to = new BackupProgress();
        to.bytes = from.bytes();
        to.bytesPerSecond = from.bytesPerSecond();
        to.percent = from.percent() < 0 ? null : from.percent();
        to.estimatedEnd =
                from.estimatedEnd() == null ? null : from.estimatedEnd().toString();
        return to;
    }

    private Decision ended(RunResult result) {
        if (result.dataOwner() != null) {
            // Written before the old Job goes: should nobody get to make the new one, nothing was lost with it.
            report.startingAgain(result);
            return report.decision(Next.RELAUNCH, BackupPlan.written(view).run().as(result.dataOwner()));
        }
        if (result.outcome() == Outcome.NOT_STARTED && FullInstead.allowed(view, Reason.valueOf(result.reason()))) {
            return fullInstead(result.reason(), result.message());
        }
        report.result(result);
        return report.decision(Next.FINISH, null);
    }

    /** @param end what is known of the end of a run that left no answer, or null */
    private Decision absent(RunResult end) {
        if (end == null && neverLaunched()) {
            try {
                return report.decision(Next.LAUNCH, BackupPlan.written(view).run());
            } catch (BackupException e) {
                // Its server or cluster is gone since; whether anything was begun is for the storage to say.
                return lost(RunResult.failed(Outcome.FAILED, e));
            }
        }
        return lost(end);
    }

    /** In Kubernetes the status is written before the Job is, so there may be none yet; here a run is a thread of ours. */
    private boolean neverLaunched() {
        return status.state == BackupState.STARTING
                && view.settle().phase() == RunView.Phase.ABSENT
                && view.cluster()
                        .filter(cluster -> cluster.getSpec().local == null)
                        .isPresent();
    }

    /** The platform knows of no run: it never started, or it was lost. What the storage holds decides. */
    private Decision lost(RunResult end) {
        RunView settle = view.settle();
        if (settle.atWork()) {
            return report.decision(Next.WAIT, null);
        }
        if (settle.phase() == RunView.Phase.ABSENT) {
            return report.decision(Next.LAUNCH, BackupPlan.again(view, RunKind.SETTLE));
        }
        if (Reason.RunCancelled.name().equals(settle.result().reason())) {
            // A process that is told to stop says nothing of the storage; the next one asks again.
            return report.decision(Next.RELAUNCH, BackupPlan.again(view, RunKind.SETTLE));
        }
        if (end != null && settle.result().outcome() == Outcome.FAILED) {
            // That there is no backup is for the storage to say; why there is none the platform knows better.
            report.result(end);
        } else {
            report.settled(settle.result());
        }
        return report.decision(Next.FINISH, null);
    }
}
