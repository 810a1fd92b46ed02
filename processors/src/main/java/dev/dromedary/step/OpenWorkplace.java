package dev.dromedary.step;

import dev.dromedary.chain.Chain;
import dev.dromedary.restore.DataDirectoryLock;
import dev.dromedary.restore.FreeSpace;
import dev.dromedary.restore.Swap;
import dev.dromedary.restore.Workplace;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes room for a restore: in the data directory of the stopped server, or in a scratch folder for a verifying one. What
 * an interrupted attempt staged is thrown away, since no tool says how far it had come; a swap that had begun is finished.
 */
public final class OpenWorkplace implements Processor {
    private final WorkDirectories directories;

    public OpenWorkplace(WorkDirectories directories) {
        this.directories = directories;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        RunSpecification run = RunProperty.run(exchange);
        // With the folder of an attempt that was killed goes the tool that may still be at work for it.
        Path folder = directories.fresh(run.name());
        Workplace workplace = run.kind() == RunKind.VERIFY ? Workplaces.of(run, folder) : Workplaces.ofServer(exchange);
        Swap.State state = Swap.open(workplace).state();
        boolean staged = state != Swap.State.NONE && state != Swap.State.ROLLED_BACK;
        RunProperty.STAGED.set(exchange, staged);
        RunProperty.RESTORATION.set(
                exchange, new Restoration(workplace, RunProperty.ENGINE.get(exchange, ToolSearch.Found.class), folder));
        if (!staged) {
            stage(exchange, run, workplace);
        }
    }

    @SuppressWarnings("try") // Taken to see that it can be had; the swap takes it again.
    private static void stage(Exchange exchange, RunSpecification run, Workplace workplace) {
        if (run.kind() == RunKind.RESTORE) {
            try (DataDirectoryLock free = DataDirectoryLock.take(workplace.dataDirectory())) {
                // A server on this data would be found here, before anything is written beside it.
            }
        }
        workplace.stage().discard();
        workplace.clear();
        long bytes = RunProperty.CHAIN.get(exchange, Chain.class).members().stream()
                .mapToLong(member -> member.manifest().size())
                .sum();
        FreeSpace.require(workplace.dataDirectory(), bytes);
        workplace.stage().freshBase();
    }
}
