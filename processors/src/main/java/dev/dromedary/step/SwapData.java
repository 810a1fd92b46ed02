package dev.dromedary.step;

import dev.dromedary.restore.Ownership;
import dev.dromedary.restore.Swap;
import dev.dromedary.restore.Workplace;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import java.io.IOException;
import org.apache.camel.Exchange;

/** Lets the restored data take the place of the old, takes that back, or makes it final. Each may be asked for twice. */
public final class SwapData {
    private final WorkDirectories directories;

    public SwapData(WorkDirectories directories) {
        this.directories = directories;
    }

    /** Swaps; a verifying restore throws its work away instead. */
    public void swap(Exchange exchange) throws IOException {
        RunSpecification run = RunProperty.run(exchange);
        Workplace workplace =
                RunProperty.RESTORATION.get(exchange, Restoration.class).workplace();
        if (run.kind() == RunKind.RESTORE) {
            if (Swap.open(workplace).state() == Swap.State.NONE) {
                Ownership.of(workplace.dataDirectory()).give(workplace.incoming());
            }
            Swap.open(workplace).swap();
        }
        directories.remove(run.name());
        String told = RunProperty.SOURCES.get(exchange, Sources.class).told();
        exchange.getMessage().setBody(RunResult.succeeded(null, told));
    }

    public void rollBack(Exchange exchange) {
        Workplace workplace = workplace(exchange);
        Swap.open(workplace).rollBack();
        workplace.clear();
        exchange.getMessage().setBody(RunResult.succeeded(null));
    }

    /** Old data that an earlier restore was told to keep goes with it: it was kept until the next one. */
    public void accept(Exchange exchange) {
        RunSpecification run = exchange.getMessage().getBody(RunSpecification.class);
        Workplace workplace = workplace(exchange);
        Swap.open(workplace).accept(run.keepOldData());
        for (String earlier : Workplace.restores(workplace.dataDirectory())) {
            Workplace other = new Workplace(workplace.dataDirectory(), earlier);
            if (!earlier.equals(workplace.restore()) && Swap.open(other).state() == Swap.State.ACCEPTED) {
                Swap.open(other).accept(false);
            }
        }
        exchange.getMessage().setBody(RunResult.succeeded(null));
    }

    private static Workplace workplace(Exchange exchange) {
        RunSpecification run = exchange.getMessage().getBody(RunSpecification.class);
        RunProperty.RUN.set(exchange, run);
        return Workplaces.ofServer(exchange);
    }
}
