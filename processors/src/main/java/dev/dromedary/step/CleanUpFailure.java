package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an answer of a failure. A backup that failed leaves nothing behind, unless its manifest turns out to be there
 * after all (the answer to its put was lost): then it did not fail.
 */
public final class CleanUpFailure implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUpFailure.class);

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        BackupException failure = Failures.told(thrown);
        if (failure.reason() == Reason.Internal) {
            LOG.error("{}", failure.describe(), thrown);
        } else {
            LOG.warn("{}: {}", failure.reason(), failure.describe());
            LOG.debug("where it was noticed", thrown);
        }
        boolean claimed = Boolean.TRUE.equals(exchange.getProperty(RunProperty.CLAIMED.key()));
        exchange.getMessage()
                .setBody(claimed ? cleanUp(exchange, failure) : RunResult.failed(Outcome.NOT_STARTED, failure));
    }

    private static RunResult cleanUp(Exchange exchange, BackupException failure) {
        RunSpecification run = RunProperty.run(exchange);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String key = RunProperty.DESTINATION.get(exchange, Destination.class).key();
        try {
            Optional<Manifest> manifest = SettleBackup.settle(storage, key, run.owner());
            return manifest.map(found -> RunResult.succeeded(RunResult.BackupFacts.of(found, found.size())))
                    .orElseGet(() -> RunResult.failed(Outcome.FAILED, failure));
        } catch (RuntimeException e) {
            LOG.warn("what {} left in its storage could not be removed yet", run.destination(), e);
            return RunResult.failed(Outcome.FAILED_WITH_LEFTOVERS, failure);
        }
    }
}
