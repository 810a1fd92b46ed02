package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import java.io.InputStream;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecResult;

/**
 * A tool whose output is still to be read. The exit value of {@link ExecResult} says only that it was started; the true
 * one is known after the end of the output.
 */
final class RunningTool extends ExecResult implements AutoCloseable {
    private static final long serialVersionUID = 1;

    private final transient ToolProcess process;

    RunningTool(ExecCommand command, ToolProcess process) {
        super(command, process.output(), InputStream.nullInputStream(), 0);
        this.process = process;
    }

    int exit() throws InterruptedException {
        return process.exit();
    }

    EngineLog log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
