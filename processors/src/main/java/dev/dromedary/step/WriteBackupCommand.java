package dev.dromedary.step;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Lsn;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.ServerAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.exec.ExecBinding;

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
        Message message = exchange.getMessage();
        message.setHeader(ExecBinding.EXEC_COMMAND_EXECUTABLE, source.executable());
        message.setHeader(
                ExecBinding.EXEC_COMMAND_ARGS,
                source.engine()
                        .backupArguments(
                                defaults,
                                WorkDirectories.checkpoints(directory),
                                WorkDirectories.target(directory),
                                Optional.of(dataDirectory(run.server(), source)),
                                from(exchange, run),
                                run.server().toolArguments(),
                                source.server().replica()));
        message.setBody(null);
    }

    static Path dataDirectory(ServerAccess access, Source source) {
        return Path.of(access.dataDirectory() == null ? source.server().dataDirectory() : access.dataDirectory());
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
