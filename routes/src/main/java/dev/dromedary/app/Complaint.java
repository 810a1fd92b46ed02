package dev.dromedary.app;

import dev.dromedary.status.BackupException;
import picocli.CommandLine;

/** What a command says when it cannot go on: what is wrong, and what to do. */
final class Complaint {
    private Complaint() {}

    static int of(Exception thrown, CommandLine command) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackupException told) {
                command.getErr().println("dromedary: " + told.describe());
                return command.getCommandSpec().exitCodeOnExecutionException();
            }
        }
        thrown.printStackTrace(command.getErr());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
