package dev.dromedary.step;

import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Opens the storage of a run, for as long as the run lasts. */
public final class OpenRun implements Processor {
    private final Storages storages;
    private final Clock clock;

    public OpenRun(Storages storages, Clock clock) {
        this.storages = storages;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = exchange.getMessage().getBody(RunSpecification.class);
        RunProperty.RUN.set(exchange, run);
        RunProperty.STARTED.set(exchange, clock.instant());
        RunProperty.DESTINATION.set(exchange, Destination.parse(run.destination(), run.storage()));
        RunProperty.STORAGE_ROUTE.set(exchange, run.name());
        RunProperty.STORAGE.set(exchange, storages.open(run.name(), run.storage()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                storages.close(run.name());
            }
        });
    }
}
