package dev.dromedary.step;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.exec.ExecBinding;

/**
 * A command line for the exec component; as a list, so that nothing in it is split or quoted. It runs in the folder of its
 * run.
 */
final class ToolCommand {
    private ToolCommand() {}

    static void set(Exchange exchange, Path folder, String executable, List<String> arguments) {
        exchange.getMessage().setHeader(ExecBinding.EXEC_COMMAND_WORKING_DIR, folder.toString());
        exchange.getMessage().setHeader(ExecBinding.EXEC_COMMAND_EXECUTABLE, executable);
        exchange.getMessage().setHeader(ExecBinding.EXEC_COMMAND_ARGS, arguments);
    }
}
