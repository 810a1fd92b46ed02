package dev.dromedary.reconcile;

import dev.dromedary.api.BackupProgress;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;

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
        try {
            return decider.next();
        } catch (BackupException e) {
            decider.report.ended(BackupState.ERROR, e);
            return decider.report.decision(Next.FINISH, null);
        }
    }

    private Decision next() {
        BackupState state = status.stateOrNew();
        if (state.terminal()) {
            return afterTheEnd(state);
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
            case RUNNING -> running(view.run().progress());
            case ENDED -> ended(view.run().result());
            case ABSENT -> lost();
        };
    }

    private Decision begin() {
        BackupPlan plan = BackupPlan.of(view);
        plan.write(status);
        report.starting(plan);
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
        if (result.outcome() == Outcome.NOT_STARTED && BackupPlan.mayBeFull(view, result)) {
            BackupPlan plan = BackupPlan.full(view);
            plan.write(status);
            report.fullInstead(result);
            return report.decision(Next.LAUNCH, plan.run());
        }
        report.result(result);
        return report.decision(Next.FINISH, null);
    }

    /** The platform knows of no run: it never started, or it was lost. What the storage holds decides. */
    private Decision lost() {
        RunView settle = view.settle();
        if (settle.phase() == RunView.Phase.RUNNING) {
            return report.decision(Next.WAIT, null);
        }
        if (settle.phase() == RunView.Phase.ABSENT) {
            return report.decision(Next.LAUNCH, BackupPlan.again(view, RunKind.SETTLE));
        }
        if (Reason.RunCancelled.name().equals(settle.result().reason())) {
            // A process that is told to stop says nothing of the storage; the next one asks again.
            return report.decision(Next.RELAUNCH, BackupPlan.again(view, RunKind.SETTLE));
        }
        report.settled(settle.result());
        return report.decision(Next.FINISH, null);
    }

    private Decision afterTheEnd(BackupState state) {
        RunView settle = view.settle();
        if (state != BackupState.FAILED || !hasLeftovers(status) || settle.phase() == RunView.Phase.RUNNING) {
            return report.decision(Next.WAIT, null);
        }
        boolean ended = settle.phase() == RunView.Phase.ENDED;
        if (ended && settle.result().outcome() != Outcome.NOT_STARTED) {
            report.cleaned(settle.result());
            return report.decision(Next.FINISH, null);
        }
        if (ended && !Retries.counted(status)) {
            Duration wait = report.notCleaned(settle.result());
            return report.decision(Next.WAIT, null).again(wait);
        }
        Duration left = Retries.remaining(view.backup(), settle, view.now());
        if (!left.isZero()) {
            return report.decision(Next.WAIT, null).again(left);
        }
        Retries.trying(status);
        return report.decision(ended ? Next.RELAUNCH : Next.LAUNCH, BackupPlan.again(view, RunKind.SETTLE));
    }
}
