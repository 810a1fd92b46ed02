package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens next to a backup that is to be removed from one of its storages. That the storage does not count any
 * more is written first: from then on no increment extends the chain there, no restore begins there, and only then is
 * anything removed. Every answer may be carried out twice.
 */
public final class RemovalDecider {
    /** Until what was written, or dropped, is seen. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RemovalView view;
    private final BackupStatus status;
    private final RemovalChecks checks;
    private final RemovalReport report;

    private RemovalDecider(RemovalView view) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.checks = new RemovalChecks(view);
        this.report = new RemovalReport(view);
    }

    /** Empty where it is not to be removed from anywhere. */
    public static Optional<Decision> decide(RemovalView view) {
        return Removal.pending(view.backup()) ? Optional.of(new RemovalDecider(view).next()) : Optional.empty();
    }

    private Decision next() {
        if (view.run().atWork()) {
            return report.decision(Next.WAIT, null);
        }
        try {
            Optional<StoredPlace> begun = Removal.begun(view.backup());
            return begun.isPresent() ? goOn(begun.get()) : begin(Removal.wanted(view.backup()));
        } catch (BackupException e) {
            report.refused(e);
            return report.decision(Next.WAIT, null);
        }
    }

    private Decision begin(StoredPlace place) {
        checks.require(place);
        Duration left = remaining();
        if (!left.isZero()) {
            return report.decision(Next.WAIT, null).again(left);
        }
        boolean copied = Copying.underWay(view.backup());
        Optional<String> user =
                checks.user().or(() -> copied ? Optional.of("its copies are about to be completed") : Optional.empty());
        if (user.isPresent()) {
            return waits(place, user.get());
        }
        if (view.run().phase() == Phase.ENDED) {
            // It is of another removal, and its answer must not be taken for one to this.
            return report.decision(Next.FORGET, run(place)).again(SOON);
        }
        report.marked(place);
        return report.decision(Next.WAIT, null).again(SOON);
    }

    private Decision goOn(StoredPlace place) {
        RunView run = view.run();
        boolean ended = run.phase() == Phase.ENDED;
        if (ended && run.result().outcome() == Outcome.SUCCEEDED) {
            report.removed(place, run.result().message());
            return report.decision(Next.FORGET, run(place));
        }
        // A process that is told to stop says nothing of the storage; the next one goes on.
        boolean cancelled =
                ended && Reason.RunCancelled.name().equals(run.result().reason());
        boolean counted = status.removeRetry != null && status.removeRetry.next != null;
        if (ended && !cancelled && !counted) {
            Duration wait = failed(place, run.result());
            return report.decision(Next.WAIT, null).again(wait);
        }
        Duration left = remaining();
        if (!left.isZero()) {
            return report.decision(Next.WAIT, null).again(left);
        }
        checks.require(place);
        Optional<String> user = checks.user();
        if (user.isPresent()) {
            return waits(place, user.get());
        }
        // Whoever took the lease before this place was marked, and extends the chain, holds it until he has ended.
        if (!view.lease().getAsBoolean()) {
            return waits(place, "another backup of the cluster is at work");
        }
        report.trying(place);
        return report.decision(ended ? Next.RELAUNCH : Next.LAUNCH, run(place));
    }

    private Decision waits(StoredPlace place, String user) {
        report.waits(place, user);
        return report.decision(Next.WAIT, null);
    }

    /** Nothing was removed where the run says that it is the last place; then it counts again. */
    private Duration failed(StoredPlace place, RunResult result) {
        BackupException why =
                new BackupException(Reason.valueOf(result.reason()), result.message(), String.valueOf(result.hint()));
        return why.reason() == Reason.LastPlace ? report.takenBack(place, why) : report.failed(place, why);
    }

    /** A process that has just started does not wait. */
    private Duration remaining() {
        return view.run().phase() == Phase.ENDED ? Retries.left(status.removeRetry, view.now()) : Duration.ZERO;
    }

    /** It is told of all places where the backup is whole: one of them has to prove it before anything is removed. */
    private RunSpecification run(StoredPlace place) {
        List<StoredPlace> others = StoredPlace.of(view.backup()).stream()
                .filter(other -> !other.equals(place) && other.state() == CopyState.COMPLETE)
                .toList();
        return RunSpecification.inStorage(
                        RunKind.REMOVE,
                        RunSpecifications.owner(view.backup(), view.backup().getSpec().clusterName),
                        place.target(view.cluster()).storage(),
                        place.destination(),
                        BackupPlan.type(status))
                .with(CopyPlan.targets(view.cluster(), status, others))
                .takenBy(ImportedBackup.takenBy(view.backup()).orElse(null));
    }
}
