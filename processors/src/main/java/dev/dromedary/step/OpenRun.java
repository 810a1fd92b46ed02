package dev.dromedary.step;

import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Secrets;
import java.time.Clock;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** Opens the storage of a run, for as long as the run lasts. */
public final class OpenRun implements Processor {
    private final Storages storages;
    private final Function<String, Secrets> secrets;
    private final Clock clock;

    /** @param secrets answers the secrets of a namespace */
    public OpenRun(Storages storages, Function<String, Secrets> secrets, Clock clock) {
        this.storages = storages;
        this.secrets = secrets;
        this.clock = clock;
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
        RunProperty.STORAGE.set(exchange, storages.open(run.name(), run.storage(), ours));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                storages.close(run.name());
            }
        });
    }
}
