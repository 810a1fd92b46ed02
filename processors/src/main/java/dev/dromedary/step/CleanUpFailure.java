package dev.dromedary.step;

import dev.dromedary.restore.Swap;
import dev.dromedary.restore.Workplace;
import dev.dromedary.run.RunAs;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer of a failure, and leaves nothing of the run behind. */
public final class CleanUpFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUpFailure.class);

    private final WorkDirectories directories;

    public CleanUpFailure(WorkDirectories directories) {
        this.directories = directories;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        // Who was told to stop has still to clean up, and a storage's client does nothing for an interrupted thread.
        var unused = Thread.interrupted();
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        RunSpecification run = exchange.getProperty(RunProperty.RUN.key(), RunSpecification.class);
        BackupException failure = hinted(run, Failures.told(thrown));
        if (failure.reason() == Reason.Internal) {
            LOG.error("{}", failure.describe(), thrown);
        } else {
            LOG.warn("{}: {}", failure.reason(), failure.describe());
            LOG.debug("where it was noticed", thrown);
        }
        exchange.getMessage().setBody(run == null ? notStarted(failure) : result(exchange, run, failure));
    }

    /** A parser knows neither whose stream it reads nor what helps, and leaves the hint empty. */
    private static BackupException hinted(RunSpecification run, BackupException e) {
        if (run == null || !e.hint().isEmpty()) {
            return e;
        }
        String hint = run.kind() == RunKind.BACKUP
                ? "take the backup again"
                : "restore another backup, and take a new full one";
        return new BackupException(e.reason(), e.getMessage(), hint, e);
    }

    private RunResult result(Exchange exchange, RunSpecification run, BackupException failure) throws IOException {
        if (run.kind() != RunKind.RESTORE) {
            directories.remove(run.name());
        }
        RunAs dataOwner = exchange.getProperty(RunProperty.DATA_OWNER.key(), RunAs.class);
        if (dataOwner != null) {
            return RunResult.notYet(dataOwner, failure);
        }
        return switch (run.kind()) {
            case BACKUP -> ofBackup(exchange, run, failure);
            case RESTORE -> ofRestore(run, failure);
            case VERIFY, ROLL_BACK, ACCEPT, DELETE, REMOVE, COPY -> RunResult.failed(Outcome.FAILED, failure);
            case SETTLE, PLAN, IMPORT -> notStarted(failure);
            case INSPECT, INSPECT_DEEP ->
                failure.reason().damage() ? RunResult.failed(Outcome.FAILED, failure) : notStarted(failure);
        };
    }

    private static RunResult notStarted(BackupException failure) {
        return RunResult.failed(Outcome.NOT_STARTED, failure);
    }

    /** If the manifest turns out to be there after all (the answer to its put was lost), then the backup did not fail. */
    private static RunResult ofBackup(Exchange exchange, RunSpecification run, BackupException failure) {
        if (!Boolean.TRUE.equals(exchange.getProperty(RunProperty.CLAIMED.key()))) {
            return notStarted(failure);
        }
        try {
            return SettleBackup.settle(exchange, Copies.of(exchange).claimed())
                    .map(RunResult::succeeded)
                    .orElseGet(() -> RunResult.failed(Outcome.FAILED, failure));
        } catch (RuntimeException e) {
            LOG.warn("what {} left in its storage could not be removed yet: {}", run.destination(), e.toString());
            return RunResult.failed(Outcome.FAILED_WITH_LEFTOVERS, failure);
        }
    }

    /**
     * Whatever of a swap was done is undone, by this attempt or one before it that was killed; the server is to find its
     * old data. What is only staged is of no harm to it.
     */
    private RunResult ofRestore(RunSpecification run, BackupException failure) {
        Workplace workplace = Workplaces.of(run, Path.of(run.server().dataDirectory()));
        try {
            Swap.open(workplace).rollBack();
        } catch (BackupException e) {
            LOG.error("the old data could not be put back: {}", e.describe());
            return RunResult.failed(
                    Outcome.FAILED_WITH_LEFTOVERS,
                    new BackupException(
                            failure.reason(),
                            failure.getMessage() + "; and the old data could not be put back from " + workplace.old()
                                    + ": " + e.getMessage(),
                            e.hint(),
                            e));
        }
        try {
            directories.remove(run.name());
            workplace.clear();
        } catch (BackupException | IOException e) {
            LOG.warn("what the restore staged in {} could not be removed: {}", workplace.base(), e.toString());
        }
        return RunResult.failed(Outcome.FAILED, failure);
    }
}
