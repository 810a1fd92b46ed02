package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;

/**
 * A restore whose server is stopped: stage, prepare, swap, start. What goes wrong here puts the old data back and starts the
 * server on that.
 */
record AfterThePause(RestoreView view, PerconaServerMySQL cluster, RestoreReport report) {
    Decision next() {
        if (report.holds(RestoreStage.STARTED)) {
            return new AfterTheStart(view, cluster, report).next();
        }
        if (report.fails(RestoreStage.PAUSED) || report.fails(RestoreStage.SWAPPED)) {
            return startOnOldData();
        }
        if (!report.holds(RestoreStage.SWAPPED)) {
            return swap();
        }
        return report.fails(RestoreStage.STARTED) ? putBack(report.why(RestoreStage.STARTED)) : startOnRestoredData();
    }

    private Decision swap() {
        RunView run = look(view, cluster, RunKind.RESTORE);
        if (!RestoreReport.answered(run)) {
            report.progress(run.progress());
            return report.launchOrWait(run, cluster, RunKind.RESTORE);
        }
        switch (run.result().outcome()) {
            case SUCCEEDED -> {
                report.stage(
                        RestoreStage.STAGED,
                        "Unpacked",
                        "the chain was unpacked, every part's hash compared",
                        run.result());
                report.stage(RestoreStage.PREPARED, "Prepared", "base and increments were prepared in order");
                report.stage(
                        RestoreStage.SWAPPED,
                        "Swapped",
                        "the restored data is in place; the old data is kept beside it");
                return startOnRestoredData();
            }
            case FAILED_WITH_LEFTOVERS -> {
                return putBack(RestoreDecider.failure(run.result()));
            }
            default -> {
                report.broken(RestoreStage.SWAPPED, RestoreDecider.failure(run.result()));
                return startOnOldData();
            }
        }
    }

    private Decision startOnRestoredData() {
        report.underWay(RestoreStage.STARTED, "Starting", "the server is started on the restored data");
        report.waitsForTheCluster();
        return report.decision(Next.START_SERVER, null);
    }

    private Decision startOnOldData() {
        report.underWay(RestoreStage.STARTED, "Starting", "the server is started on its old data");
        return report.decision(Next.START_SERVER, null);
    }

    Decision started(ServerAnswer answer) {
        if (answer instanceof ServerAnswer.NotYet) {
            return report.decision(Next.WAIT, null);
        }
        if (!report.holds(RestoreStage.SWAPPED)) {
            return failed(answer);
        }
        if (answer instanceof ServerAnswer.Failed(BackupException why)) {
            report.broken(RestoreStage.STARTED, why);
            // It may be half up, or up and deaf to our account: it has to be down before its data is changed again.
            report.underWay(
                    RestoreStage.PAUSED, "Stopping", "the server is stopped once more, to put its old data back");
        } else {
            report.stage(RestoreStage.STARTED, "Started", "the server answers on the restored data");
        }
        return report.decision(Next.WAIT, null);
    }

    /** Neither the old nor the new data may be whole in its place: no server starts on that before a roll back. */
    private Decision putBack(BackupException why) {
        RunView back = look(view, cluster, RunKind.ROLL_BACK);
        if (!RestoreReport.answered(back)) {
            return report.launchOrWait(back, cluster, RunKind.ROLL_BACK);
        }
        if (back.result().outcome() != Outcome.SUCCEEDED) {
            return report.ended(RestoreState.FAILED, RestoreDecider.failure(back.result()));
        }
        report.broken(RestoreStage.SWAPPED, why);
        return startOnOldData();
    }

    /** The old data is in place, and its server was started. */
    private Decision failed(ServerAnswer answer) {
        boolean never = report.fails(RestoreStage.PAUSED);
        BackupException why = report.why(never ? RestoreStage.PAUSED : RestoreStage.SWAPPED);
        if (answer instanceof ServerAnswer.Failed(BackupException also)) {
            return report.ended(
                    RestoreState.FAILED,
                    new BackupException(
                            why.reason(),
                            why.getMessage() + "; the old data is in place, but " + also.getMessage(),
                            also.hint()));
        }
        boolean paused = new RestoreMembers(view, cluster).staysPaused();
        return report.ended(
                RestoreState.FAILED,
                new BackupException(
                        why.reason(),
                        why.getMessage(),
                        "the old data is in place and "
                                + (paused ? "the cluster is paused, as it was; " : "the server runs on it; ")
                                + (why.hint().isEmpty() ? "try again" : why.hint())));
    }

    /** What became of a run. One that cannot be described any more, since resources were changed, has come to nothing. */
    static RunView look(RestoreView view, PerconaServerMySQL cluster, RunKind kind) {
        RunView run = view.run(kind);
        if (run.phase() == RunView.Phase.ABSENT) {
            try {
                RestoreRuns.of(view, cluster).of(kind);
            } catch (BackupException e) {
                return new RunView(RunView.Phase.ENDED, null, RunResult.failed(Outcome.NOT_STARTED, e));
            }
        }
        return run;
    }
}
