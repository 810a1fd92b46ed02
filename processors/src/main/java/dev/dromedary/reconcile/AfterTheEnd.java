package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import java.time.Duration;

/** Decides what is left to do for a backup that has ended: copies to be completed, leftovers of a failed one to be removed. */
record AfterTheEnd(BackupView view, BackupReport report) {
    Decision next() {
        if (Copying.wanted(view.backup())) {
            return new Copying(view, report).next();
        }
        BackupStatus status = view.backup().getStatus();
        RunView settle = view.settle();
        if (status.stateOrNew() != BackupState.FAILED || !BackupDecider.hasLeftovers(status) || settle.atWork()) {
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
