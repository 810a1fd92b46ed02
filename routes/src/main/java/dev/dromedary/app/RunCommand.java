package dev.dromedary.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the application in a role. */
@Command(name = "run", description = "Run in a role until told to stop.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** What the application is. */
    enum Role {
        standalone,
        operator,
        worker
    }

    @Spec
    private CommandSpec command;

    @Parameters(description = "One of: ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(names = "--resources", description = "standalone: folder of the resources, as YAML files.")
    private Path resources;

    @Option(
            names = "--once",
            description = "standalone: end when every resource is done; exit 1 if any of them failed.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        return switch (role) {
            case standalone -> new Standalone(required(resources), once).run();
            case operator -> new Operator().run();
            case worker -> new Worker(System.getenv(), System.out).run();
        };
    }

    private Path required(Path folder) {
        if (folder == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--resources=<resources>'");
        }
        return folder;
    }
}
