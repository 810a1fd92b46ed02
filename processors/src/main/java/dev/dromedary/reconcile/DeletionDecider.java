package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens next to a backup that is being deleted: its chain first, then its objects, then our finalizer.
 * Every answer may be carried out twice.
 */
public final class DeletionDecider {
    /** The contract's text, to the letter. */
    static final String MIDDLE = "Cannot delete incremental backup which is in middle of the chain";

    private final DeletionView view;
    private final BackupStatus status;
    private final DeletionReport report;

    private DeletionDecider(DeletionView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.report = new DeletionReport(view);
    }

    /** Empty where a backup has to come to its end first, as if nobody had deleted it. */
    public static Optional<Decision> decide(DeletionView view) {
        return new DeletionDecider(view).next();
    }

    private Optional<Decision> next() {
        BackupState state = status.stateOrNew();
        if (!Deletion.ours(view.backup())) {
            // Another's finalizer keeps it: it is not begun any more, what is at work or was left is seen to as ever.
            return state == BackupState.NEW ? Optional.of(report.decision(Next.WAIT)) : Optional.empty();
        }
        if (state == BackupState.NEW || state.terminal()) {
            boolean stored = state == BackupState.SUCCEEDED || BackupDecider.hasLeftovers(status);
            return Optional.of(stored ? remove() : report.decision(Next.RELEASE));
        }
        boolean lost =
                view.run().phase() == RunView.Phase.ABSENT && view.settle().phase() == RunView.Phase.ABSENT;
        return lost && view.questions().namespaceEnds() ? Optional.of(abandon("its namespace goes")) : Optional.empty();
    }

    private Decision remove() {
        RunView run = view.delete();
        if (run.phase() == RunView.Phase.RUNNING) {
            report.removing();
            return report.decision(Next.WAIT);
        }
        if (run.phase() == RunView.Phase.ENDED && run.result().outcome() == Outcome.SUCCEEDED) {
            report.removed(run.result().message());
            return report.decision(Next.RELEASE);
        }
        if (view.copy().atWork()) {
            report.waits(Reason.ChainInUse, "its copies are being completed; it is deleted when that has ended");
            return report.decision(Next.WAIT);
        }
        if (status.destination == null || status.storage == null) {
            return abandon("its status does not say where it is");
        }
        return dependents().orElseGet(this::attempt);
    }

    /** Who has to go or to end first. */
    private Optional<Decision> dependents() {
        ChainUse use = new ChainUse(view.backup(), view.backups(), view.restores());
        if (status.stateOrNew() != BackupState.SUCCEEDED) {
            return Optional.empty();
        }
        if (status.incremental() && use.middle()) {
            return waits(Reason.MiddleOfChain, MIDDLE);
        }
        Optional<String> user = use.extending()
                .map(name -> "backup " + name + " is at work in its chain")
                .or(() -> use.restoring().map(name -> "restore " + name + " needs it"));
        if (user.isPresent()) {
            return waits(Reason.ChainInUse, user.get() + "; it is deleted when that has ended");
        }
        return status.incremental() ? Optional.empty() : use.nextChild().map(this::child);
    }

    private Optional<Decision> waits(Reason reason, String message) {
        report.waits(reason, message);
        return Optional.of(report.decision(Next.WAIT));
    }

    private Decision child(PerconaServerMySQLBackup child) {
        report.waits(
                Reason.IncrementsFirst,
                "its increments go first; the next is " + child.getMetadata().getName());
        return Deletion.asked(child)
                ? report.decision(Next.WAIT)
                : report.decision(Next.DELETE_CHILD).before(child);
    }

    private Decision attempt() {
        RunView run = view.delete();
        boolean ended = run.phase() == RunView.Phase.ENDED;
        report.begins();
        Optional<Decision> abandoned = abandoned(ended);
        if (abandoned.isPresent()) {
            return abandoned.get();
        }
        // A process that is told to stop says nothing of the storage; the next one goes on.
        boolean cancelled =
                ended && Reason.RunCancelled.name().equals(run.result().reason());
        if (ended && !cancelled && !Retries.counted(status)) {
            return failed(failure(run.result()));
        }
        Duration left = Retries.remaining(view.backup(), run, view.now());
        if (!left.isZero()) {
            return report.decision(Next.WAIT).again(left);
        }
        if (!view.questions().lease()) {
            report.waits(
                    Reason.ChainInUse,
                    "another backup of cluster " + view.backup().getSpec().clusterName
                            + " is at work; it is deleted when that has ended");
            return report.decision(Next.WAIT);
        }
        try {
            RunSpecification delete = run();
            report.removing();
            return report.decision(ended ? Next.RELAUNCH : Next.LAUNCH, delete);
        } catch (BackupException e) {
            return failed(e);
        }
    }

    private Optional<Decision> abandoned(boolean ended) {
        var annotations = view.backup().getMetadata().getAnnotations();
        boolean asked = annotations != null && "true".equals(annotations.get(Names.ABANDON_OBJECTS_ANNOTATION));
        if (asked && (ended || Retries.failedBefore(status))) {
            String failure = ended ? failure(view.delete().result()).getMessage() : report.lastFailure();
            return Optional.of(
                    abandon("the annotation " + Names.ABANDON_OBJECTS_ANNOTATION + " asks for it; " + failure));
        }
        return view.questions().namespaceEnds() ? Optional.of(abandon("its namespace goes")) : Optional.empty();
    }

    private Decision abandon(String why) {
        report.abandoned(why);
        return report.decision(Next.RELEASE);
    }

    /** The lease is given back meanwhile: a storage that is down must not keep the cluster from backups in another. */
    private Decision failed(BackupException failure) {
        Duration wait = report.failed(failure);
        return report.decision(Next.FINISH).again(wait);
    }

    private static BackupException failure(RunResult result) {
        return new BackupException(Reason.valueOf(result.reason()), result.message(), result.hint());
    }

    private RunSpecification run() {
        List<StoredPlace> places =
                StoredPlace.of(view.backup()).stream().filter(StoredPlace::lies).toList();
        // Of a status that somebody has edited: there is nothing left then, and that is what the run finds.
        StoredPlace first = places.isEmpty() ? StoredPlace.of(view.backup()).getFirst() : places.getFirst();
        return RunSpecification.inStorage(
                        RunKind.DELETE,
                        RunSpecifications.owner(view.backup(), view.backup().getSpec().clusterName),
                        first.target(view.cluster()).storage(),
                        first.destination(),
                        BackupPlan.type(status))
                .with(CopyPlan.targets(
                        view.cluster(), status, places.stream().skip(1).toList()))
                .takenBy(ImportedBackup.takenBy(view.backup()).orElse(null));
    }
}
