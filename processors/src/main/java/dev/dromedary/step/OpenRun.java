package dev.dromedary.step;

import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Secrets;
import dev.dromedary.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Opens the storage of a run, for as long as the run lasts. */
public final class OpenRun implements Processor {
    /** They can do with a copy alone. */
    private static final Set<RunKind> RESTORES = EnumSet.of(RunKind.PLAN, RunKind.VERIFY, RunKind.RESTORE);

    private final Storages storages;
    private final Function<String, Secrets> secrets;
    private final Clock clock;
    private final Duration copyPatience;

    /**
     * The step.
     *
     * @param secrets answers the secrets of a namespace
     * @param copyPatience how long a copy may take for an object when the backup's own storage has it
     */
    public OpenRun(Storages storages, Function<String, Secrets> secrets, Clock clock, Duration copyPatience) {
        this.storages = storages;
        this.secrets = secrets;
        this.clock = clock;
        this.copyPatience = copyPatience;
    }

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = exchange.getMessage().getBody(RunSpecification.class);
        RunProperty.RUN.set(exchange, run);
        RunProperty.STARTED.set(exchange, clock.instant());
        RunProperty.DESTINATION.set(exchange, Destination.parse(run.destination(), run.storage()));
        Secrets ours = secrets.apply(run.owner().namespace());
        RunProperty.SECRETS.set(exchange, ours);
        RunProperty.STORAGE_ROUTE.set(exchange, run.name());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                storages.close(run.name());
                for (int i = 0; run.copies() != null && i < run.copies().all().size(); i++) {
                    storages.close(copyRoute(run, i));
                }
            }
        });
        RunProperty.STORAGE.set(exchange, open(run, ours));
        if (run.copies() != null) {
            RunProperty.COPIES.set(
                    exchange,
                    Copies.open(
                            run.copies(),
                            RunProperty.DESTINATION
                                    .get(exchange, Destination.class)
                                    .key(),
                            copyPatience,
                            (number, copy) -> storages.open(copyRoute(run, number), copy.storage(), ours)));
        }
    }

    private Storage open(RunSpecification run, Secrets ours) {
        try {
            return storages.open(run.name(), run.storage(), ours);
        } catch (BackupException e) {
            if (run.copies() == null || !RESTORES.contains(run.kind())) {
                throw e;
            }
            return new UnopenedStorage(e);
        }
    }

    private static String copyRoute(RunSpecification run, int number) {
        return run.name() + "-" + number;
    }
}
