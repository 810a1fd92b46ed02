package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecResult;

/**
 * Runs a tool to its end, fed from the body. A source that fails kills the tool and its failure wins: Camel's own
 * executor ends the input quietly, and the tool takes what it got for the whole.
 */
public final class FeedingExecutor implements ExecCommandExecutor {
    @Override
    public ExecResult execute(ExecCommand command) throws IOException {
        Path directory = command.getWorkingDir() == null ? null : Path.of(command.getWorkingDir());
        EngineLog log = new EngineLog();
        try (ToolProcess tool = ToolProcess.start(command.getExecutable(), command.getArgs(), directory, log)) {
            Thread output = Thread.ofPlatform().daemon().name("tool-output").start(() -> discard(tool.output()));
            feed(command.getInput(), tool);
            int exit = tool.exit();
            output.join();
            return new FinishedTool(command, log, exit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getExecutable() + " ran", e);
        }
    }

    private static void feed(InputStream source, ToolProcess tool) throws IOException {
        try (OutputStream sink = tool.input()) {
            if (source == null) {
                return;
            }
            byte[] window = new byte[256 * 1024];
            for (int read; (read = source.read(window)) >= 0; ) {
                try {
                    sink.write(window, 0, read);
                } catch (IOException e) {
                    // The tool went away; its exit and its log say why.
                    return;
                }
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw e;
            }
        }
    }

    private static void discard(InputStream output) {
        try (output) {
            output.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Nobody reads it.
            return;
        }
    }

    /** The end of a tool, with what it had to say. */
    static final class FinishedTool extends ExecResult {
        private static final long serialVersionUID = 1;

        private final transient EngineLog log;

        FinishedTool(ExecCommand command, EngineLog log, int exit) {
            super(
                    command,
                    InputStream.nullInputStream(),
                    new ByteArrayInputStream(String.join("\n", log.tail()).getBytes(StandardCharsets.UTF_8)),
                    exit);
            this.log = log;
        }

        EngineLog log() {
            return log;
        }
    }
}
