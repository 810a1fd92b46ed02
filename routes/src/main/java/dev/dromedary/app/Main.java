package dev.dromedary.app;

import dev.dromedary.app.command.BackupCommand;
import dev.dromedary.app.command.ChainCommand;
import dev.dromedary.app.command.CompletionCommand;
import dev.dromedary.app.command.DeleteCommand;
import dev.dromedary.app.command.GetCommand;
import dev.dromedary.app.command.ImportCommand;
import dev.dromedary.app.command.PlanCommand;
import dev.dromedary.app.command.PruneCommand;
import dev.dromedary.app.command.RestoreCommand;
import dev.dromedary.app.command.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "dromedary",
        description = "Physical, incremental backups of MySQL, Percona Server and MariaDB.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GetCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            PlanCommand.class,
            ChainCommand.class,
            VerifyCommand.class,
            PruneCommand.class,
            ImportCommand.class,
            DeleteCommand.class,
            RunCommand.class,
            InstallCommand.class,
            CompletionCommand.class
        })
public final class Main {
    private Main() {}

    /** Exits with the code that the command's help explains; 2 if the command line is not understood. */
    public static void main(String[] arguments) {
        Home.found().configureLogging();
        System.exit(commands().execute(arguments));
    }

    /** All commands, as people have them. */
    public static CommandLine commands() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((e, failed, result) -> Complaint.of(e, failed));
        return line;
    }
}
