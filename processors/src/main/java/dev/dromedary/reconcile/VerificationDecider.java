package dev.dromedary.reconcile;

import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.Optional;

/** Decides what happens next to a backup that is to be verified. Every answer may be carried out twice. */
public final class VerificationDecider {
    /** Until a run that was dropped is seen to be gone. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final VerificationView view;
    private final VerificationReport report;

    private VerificationDecider(VerificationView view) {
        this.view = view;
        this.report = new VerificationReport(view.backup(), view.now());
    }

    /** Empty where nobody wants it verified. */
    public static Optional<Decision> decide(VerificationView view) {
        return Verification.pending(view.backup())
                ? Optional.of(new VerificationDecider(view).next())
                : Optional.empty();
    }

    private Decision next() {
        String last = view.backup().getStatus().verification;
        // What was begun comes to its end before the next wish is looked at.
        boolean atWork = Verification.atWork(view.backup());
        String asked = atWork ? last : Verification.asked(view.backup());
        try {
            RunKind kind = Verification.kind(asked)
                    .orElseThrow(() -> new BackupException(
                            Reason.ResourceInvalid,
                            "it was asked to be verified '" + asked + "'",
                            "say light or deep, and any other text behind to have it done again"));
            return atWork ? follow(kind) : begin(asked, kind);
        } catch (BackupException e) {
            report.refused(asked, e);
            return report.decision(Next.WAIT, null);
        }
    }

    private Decision begin(String asked, RunKind kind) {
        var run = Verification.run(view.backup(), view.cluster(), kind);
        if (view.runs().apply(kind).phase() == Phase.ENDED) {
            // It is of an earlier wish, and its answer must not be taken for one to this.
            return report.decision(Next.FORGET, run).again(SOON);
        }
        report.begun(asked, kind);
        return report.decision(Next.LAUNCH, run);
    }

    private Decision follow(RunKind kind) {
        RunView run = view.runs().apply(kind);
        return switch (run.phase()) {
            case LAUNCHED, RUNNING -> report.decision(Next.WAIT, null);
            // Killed, or never launched: looking can be done twice.
            case ABSENT -> report.decision(Next.LAUNCH, Verification.run(view.backup(), view.cluster(), kind));
            case ENDED -> ended(kind, run);
        };
    }

    private Decision ended(RunKind kind, RunView run) {
        if (Reason.RunCancelled.name().equals(run.result().reason())) {
            // A process that is told to stop says nothing of the storage; the next one looks again.
            return report.decision(Next.RELAUNCH, Verification.run(view.backup(), view.cluster(), kind));
        }
        report.ended(kind, run.result());
        return report.decision(Next.WAIT, null);
    }
}
