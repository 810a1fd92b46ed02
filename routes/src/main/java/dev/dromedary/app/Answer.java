package dev.dromedary.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.Wire;
import dev.dromedary.status.Reason;

/** How a worker's result looks to Kubernetes: an exit code, and a message that is not too long. */
record Answer(RunKind kind, RunResult result) {
    private static final int SUCCEEDED = 0;
    /** The Job makes another attempt, as often as its backoffLimit says. */
    private static final int AGAIN = 1;
    /** The Job fails at once ({@code docs/decisions/jobs.md}). */
    private static final int FINAL = 3;

    /** The kubelet cuts what is longer, and a document that was cut cannot be read. */
    private static final int LONGEST = 4096;

    int exitCode() {
        if (result.outcome() == Outcome.SUCCEEDED) {
            return SUCCEEDED;
        }
        boolean halfSwapped = kind == RunKind.RESTORE && result.outcome() == Outcome.FAILED_WITH_LEFTOVERS;
        boolean verdict = kind.inspects() && result.outcome() == Outcome.FAILED;
        boolean passing = Reason.valueOf(result.reason()).passing();
        return passing && !halfSwapped && !verdict ? AGAIN : FINAL;
    }

    String message() {
        String whole = Wire.line(result);
        int over = whole.getBytes(UTF_8).length - LONGEST;
        return over <= 0 ? whole : Wire.line(result.shortened(over));
    }
}
