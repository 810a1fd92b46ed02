package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Decides what happens next to a backup that has succeeded, and whose copies have not all. */
public final class Copying {
    private final BackupView view;
    private final BackupStatus status;
    private final BackupReport report;

    Copying(BackupView view, BackupReport report) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.report = report;
    }

    /** Whether a backup that has succeeded has copies to be completed, or its owner wants them looked at. */
    public static boolean wanted(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.SUCCEEDED
                && !Deletion.ours(backup)
                && (incomplete(backup.getStatus()) || asked(backup));
    }

    /** Whether it has, and an attempt at that is at work, or about to be. */
    public static boolean underWay(PerconaServerMySQLBackup backup) {
        return wanted(backup) && (!Retries.counted(backup.getStatus()) || asked(backup));
    }

    static boolean incomplete(BackupStatus status) {
        return status.copies.stream().anyMatch(copy -> !copy.complete() && !copy.leaves());
    }

    private static boolean asked(PerconaServerMySQLBackup backup) {
        String value = value(backup);
        return value != null && !Objects.equals(value, backup.getStatus().copyRequested);
    }

    private static String value(PerconaServerMySQLBackup backup) {
        var annotations = backup.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Names.COPY_ANNOTATION);
    }

    Decision next() {
        RunView run = view.copy();
        if (run.atWork()) {
            return report.decision(Next.WAIT, null);
        }
        if (asked(view.backup())) {
            ask();
        }
        if (!incomplete(status)) {
            return report.decision(Next.WAIT, null);
        }
        boolean ended = run.phase() == RunView.Phase.ENDED;
        // A process that is told to stop says nothing of the storages; the next one goes on.
        boolean cancelled =
                ended && Reason.RunCancelled.name().equals(run.result().reason());
        if (ended && !cancelled && !Retries.counted(status)) {
            return ended(run);
        }
        Duration left = Retries.remaining(view.backup(), run, view.now());
        if (!left.isZero()) {
            return report.decision(Next.WAIT, null).again(left);
        }
        Retries.trying(status);
        return report.decision(ended ? Next.RELAUNCH : Next.LAUNCH, run());
    }

    /** The run that completes copies: from the backup's own storage or, where it is there no more, from a whole copy. */
    private RunSpecification run() {
        if (!StoredPlace.leavesItsOwn(view.backup())) {
            return BackupPlan.again(view, RunKind.COPY);
        }
        List<StoredPlace> places = StoredPlace.toRead(view.backup().getSpec().storageName, status);
        StoredPlace from = places.getFirst();
        return RunSpecification.inStorage(
                        RunKind.COPY,
                        RunSpecifications.owner(view.backup(), view.clusterName()),
                        from.target(view.cluster()).storage(),
                        from.destination(),
                        BackupPlan.type(status))
                .with(CopyPlan.targets(
                        view.cluster(),
                        status,
                        places.stream()
                                .filter(place ->
                                        place.copy() != null && !place.copy().leaves() && !place.equals(from))
                                .toList()));
    }

    private Decision ended(RunView run) {
        if (run.result().outcome() == Outcome.SUCCEEDED) {
            report.copies().completed(run.result().backup().copies());
            return report.decision(Next.WAIT, null);
        }
        Duration wait = report.copies().failed(run.result());
        return report.decision(Next.WAIT, null).again(wait);
    }

    private void ask() {
        String value = value(view.backup());
        try {
            report.copies().asked(value, today());
        } catch (BackupException e) {
            report.copies().refused(value, e);
        }
    }

    /** The copies that the cluster would have made today: those that were not thought of then are made now. */
    private List<BackupCopy> today() {
        String name = view.backup().getSpec().storageName;
        return view.cluster()
                .map(cluster -> cluster.getSpec().backup)
                .map(backup -> backup.storages.get(name))
                .filter(storage -> StorageDescriptions.same(storage, status.storage))
                .filter(storage -> !StoredPlace.leavesItsOwn(view.backup()))
                .map(storage -> CopyPlan.of(view.cluster().orElseThrow(), name, storage, status.destination))
                .orElse(List.of());
    }
}
