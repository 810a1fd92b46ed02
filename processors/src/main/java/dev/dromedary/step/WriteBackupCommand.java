package dev.dromedary.step;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Lsn;
import dev.dromedary.run.RunSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes the tool's command line, and its password into a file that only we can read. */
public final class WriteBackupCommand implements Processor {
    private final WorkDirectories directories;

    public WriteBackupCommand(WorkDirectories directories) {
        this.directories = directories;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        RunSpecification run = RunProperty.run(exchange);
        Source source = RunProperty.SOURCE.get(exchange, Source.class);
        Path directory = directories.fresh(run.name());
        Path defaults = DefaultsFile.write(directory, run.server(), source);
        ToolCommand.set(
                exchange,
                directory,
                source.executable(),
                source.engine()
                        .backupArguments(
                                defaults,
                                WorkDirectories.checkpoints(directory),
                                WorkDirectories.target(directory),
                                Optional.of(dataDirectory(exchange)),
                                from(exchange, run),
                                run.server().toolArguments(),
                                source.server().replica()));
        exchange.getMessage().setBody(null);
    }

    /** The server's data directory as this process sees it. */
    static Path dataDirectory(Exchange exchange) {
        String named = RunProperty.run(exchange).server().dataDirectory();
        return Path.of(
                named == null
                        ? RunProperty.SOURCE
                                .get(exchange, Source.class)
                                .server()
                                .dataDirectory()
                        : named);
    }

    /** Where an increment starts; empty for a base. */
    static Optional<Lsn> from(Exchange exchange, RunSpecification run) {
        return run.type() == BackupType.INCREMENTAL
                ? Optional.of(RunProperty.CHAIN
                        .get(exchange, Chain.class)
                        .tip()
                        .manifest()
                        .to())
                : Optional.empty();
    }
}
