package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreTarget;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/** A restore whose server runs: plan, verify, pause. What goes wrong here leaves server and data as they were. */
record BeforeThePause(RestoreView view, PerconaServerMySQL cluster, RestoreReport report) {
    Decision next() {
        boolean verifies = view.restore().getSpec().targetOrDefault() == RestoreTarget.VERIFY;
        if (!report.holds(RestoreStage.PLANNED)) {
            RestoreRuns runs = RestoreRuns.of(view, cluster);
            refusePointInTime();
            if (!verifies) {
                new RestoreMembers(view, cluster).check();
            }
            RunView plan = view.run(RunKind.PLAN);
            if (plan.phase() != RunView.Phase.ENDED) {
                report.starting();
                return report.launchOrWait(plan, cluster, RunKind.PLAN);
            }
            if (plan.result().outcome() != Outcome.SUCCEEDED) {
                return report.ended(RestoreState.ERROR, RestoreDecider.failure(plan.result()));
            }
            report.stage(
                    RestoreStage.PLANNED,
                    "ChainComplete",
                    "the chain of " + runs.destination() + " is complete and linked",
                    plan.result());
            report.stage(RestoreStage.VERIFIED, "ObjectsPresent", "every object of the chain exists with its length");
        }
        return verifies ? verify() : pause();
    }

    /** Never passed over: what comes back without it is another state than the one asked for. */
    private void refusePointInTime() {
        if (view.restore().getSpec().pitr == null) {
            return;
        }
        var backup = cluster.getSpec().backup;
        boolean collected = backup != null && backup.pitr != null && Boolean.TRUE.equals(backup.pitr.enabled);
        throw new BackupException(
                Reason.NotSupported,
                collected
                        ? "recovery to a point in time is not supported"
                        : "Binlog server is not enabled for the cluster",
                "leave spec.pitr out to restore the backup as it is");
    }

    private Decision verify() {
        RunView verify = view.run(RunKind.VERIFY);
        if (!RestoreReport.answered(verify)) {
            report.running();
            return report.launchOrWait(verify, cluster, RunKind.VERIFY);
        }
        if (verify.result().outcome() != Outcome.SUCCEEDED) {
            return report.ended(RestoreState.FAILED, RestoreDecider.failure(verify.result()));
        }
        report.stage(
                RestoreStage.STAGED, "Unpacked", "the chain was unpacked, every part's hash compared", verify.result());
        report.stage(
                RestoreStage.PREPARED,
                "Prepared",
                "the chain was prepared in a scratch directory, which is gone again");
        return report.succeeded("the backup can be restored; nothing was touched");
    }

    private Decision pause() {
        if (view.set() != null && view.restore().getStatus().paused == null) {
            view.restore().getStatus().paused = new RestoreMembers(view, cluster).found();
        }
        report.running();
        report.underWay(RestoreStage.PAUSED, "Stopping", "the server is being stopped");
        return report.decision(Next.STOP_SERVER, null);
    }

    static Decision stopped(RestoreReport report, ServerAnswer answer) {
        switch (answer) {
            case ServerAnswer.Done done ->
                report.stage(
                        RestoreStage.PAUSED, "Stopped", "the server is stopped and nobody holds its data directory");
            case ServerAnswer.NotYet notYet -> {}
            case ServerAnswer.Failed(BackupException why) -> {
                if (report.holds(RestoreStage.SWAPPED)) {
                    // It was to be stopped to get its old data back, and is half up on the new.
                    return report.ended(RestoreState.FAILED, why);
                }
                report.broken(RestoreStage.PAUSED, why);
            }
        }
        return report.decision(Next.WAIT, null);
    }
}
