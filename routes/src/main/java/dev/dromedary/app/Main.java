package dev.dromedary.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "dromedary",
        description = "Physical, incremental backups of MySQL, Percona Server and MariaDB.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, GetCommand.class, VerifyCommand.class, InstallCommand.class})
public final class Main {
    private Main() {}

    /** Exits with 0 if all went well, 1 if something failed, 2 if the command line is not understood. */
    public static void main(String[] arguments) {
        Home.found().configureLogging();
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((e, failed, result) -> Complaint.of(e, failed));
        System.exit(line.execute(arguments));
    }
}
