package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.api.RestoreStatus;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunResult;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Objects;

/**
 * Decides what happens next to a restore: plan, verify, pause, stage, prepare, swap, start, accept, resume. What is done is
 * a condition of the restore, so a new process goes on where the last one was.
 */
public final class RestoreDecider {
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
            return decider.report.ended(decider.touched() ? RestoreState.FAILED : RestoreState.ERROR, e);
        }
    }

    /** Whether nothing is to be done about it any more. An error is soft, as in the contract: an edit makes it try again. */
    public static boolean over(PerconaServerMySQLRestore restore) {
        RestoreStatus status = restore.getStatus();
        return switch (status.stateOrNew()) {
            case SUCCEEDED, FAILED, UNKNOWN -> true;
            case ERROR ->
                Objects.equals(status.observedGeneration, restore.getMetadata().getGeneration());
            default -> false;
        };
    }

    /** What is wanted of the server, by a decision whose status is written. */
    public static ServerAction action(RestoreView view, Next next) {
        return new RestoreMembers(view, view.cluster().orElseThrow()).action(next, new RestoreReport(view));
    }

    /** What follows from an attempt to stop, start or resume the server. */
    public static Decision afterwards(RestoreView view, Next action, ServerAnswer answer) {
        RestoreReport report = new RestoreReport(view);
        PerconaServerMySQL cluster = view.cluster().orElseThrow();
        return switch (action) {
            case STOP_SERVER -> BeforeThePause.stopped(report, answer);
            case START_SERVER -> new AfterThePause(view, cluster, report).started(answer);
            case RESUME_CLUSTER -> new AfterTheStart(view, cluster, report).resumed(answer);
            default -> throw new IllegalArgumentException(action + " is not done to a server");
        };
    }

    static BackupException failure(RunResult result) {
        Reason reason = Reason.valueOf(result.reason());
        String message = reason == Reason.StorageTypeUnknown ? "unknown backup storage type" : result.message();
        return new BackupException(reason, message, result.hint());
    }

    private Decision next() {
        if (over(view.restore())) {
            return report.decision(Next.WAIT, null);
        }
        if (status.state == RestoreState.ERROR) {
            report.again();
        }
        PerconaServerMySQL cluster =
                view.cluster().orElseThrow(() -> Messages.clusterNotFound(view.clusterName(), view.namespace()));
        if (mustWait()) {
            return report.decision(Next.WAIT, null);
        }
        boolean pausing = !report.holds(RestoreStage.PAUSED) && !report.fails(RestoreStage.PAUSED);
        return pausing
                ? new BeforeThePause(view, cluster, report).next()
                : new AfterThePause(view, cluster, report).next();
    }

    private boolean mustWait() {
        String name = view.restore().getMetadata().getName();
        if (!name.equals(view.leaseHolder())) {
            report.waits("PerconaServerMySQLRestore " + view.leaseHolder() + " is already running");
            return true;
        }
        if (report.holds(RestoreStage.PLANNED)) {
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

    /** Whether the server was stopped, or may have been. */
    private boolean touched() {
        return Conditions.find(status.conditions, RestoreStage.PAUSED.type()).isPresent();
    }
}
