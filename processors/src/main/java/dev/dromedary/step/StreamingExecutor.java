package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import java.io.IOException;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecResult;

/** Starts a tool and answers at once, with its output live. Camel's own executor holds all of the output in memory. */
public final class StreamingExecutor implements ExecCommandExecutor {
    @Override
    public ExecResult execute(ExecCommand command) throws IOException {
        return new RunningTool(command, ToolProcess.start(command, new EngineLog()));
    }
}
