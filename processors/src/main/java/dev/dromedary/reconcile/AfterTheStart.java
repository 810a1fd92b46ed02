package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;

/** A restore whose server runs on the restored data: accept, resume. Nothing that goes wrong here undoes it. */
record AfterTheStart(RestoreView view, PerconaServerMySQL cluster, RestoreReport report) {
    Decision next() {
        if (report.holds(RestoreStage.ACCEPTED) || report.fails(RestoreStage.ACCEPTED)) {
            return resume();
        }
        RunView accept = AfterThePause.look(view, cluster, RunKind.ACCEPT);
        if (!RestoreReport.answered(accept)) {
            return report.launchOrWait(accept, cluster, RunKind.ACCEPT);
        }
        if (accept.result().outcome() == Outcome.SUCCEEDED) {
            boolean kept = Boolean.TRUE.equals(view.restore().getSpec().keepOldData);
            report.stage(RestoreStage.ACCEPTED, "Accepted", kept ? "the old data is kept" : "the old data is gone");
        } else {
            // The server runs on the restored data; that its old data could not be removed does not undo that.
            report.broken(RestoreStage.ACCEPTED, RestoreDecider.failure(accept.result()));
        }
        return resume();
    }

    private Decision resume() {
        if (view.restore().getStatus().paused == null) {
            return succeeded();
        }
        RestoreMembers members = new RestoreMembers(view, cluster);
        boolean clones = members.reclone() && members.members() > 1;
        report.underWay(
                RestoreStage.RESUMED,
                "Resuming",
                clones
                        ? "the other members' claims are deleted, they copy themselves from the restored one"
                        : "the cluster is put back as it was");
        report.waitsForTheCluster();
        return report.decision(Next.RESUME_CLUSTER, null);
    }

    Decision resumed(ServerAnswer answer) {
        String held = new RestoreMembers(view, cluster).heldBack();
        switch (answer) {
            case ServerAnswer.NotYet notYet -> {
                return report.decision(Next.WAIT, null);
            }
            // The restored data is accepted: what others make of it does not undo that.
            case ServerAnswer.Failed(BackupException why) -> report.broken(RestoreStage.RESUMED, why);
            case ServerAnswer.Done done -> {
                if (held == null) {
                    report.stage(RestoreStage.RESUMED, "Resumed", "the cluster is as it was");
                } else {
                    report.partly(RestoreStage.RESUMED, "MembersHeldBack", held);
                }
            }
        }
        return succeeded();
    }

    private Decision succeeded() {
        return report.succeeded("the server runs on the restored data");
    }
}
