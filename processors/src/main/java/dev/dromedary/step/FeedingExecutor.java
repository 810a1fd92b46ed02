package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecCommandExecutor;
import org.apache.camel.component.exec.ExecResult;

/**
 * Runs a tool to its end, fed from the body. A source that fails kills the tool and its failure wins: Camel's own
 * executor ends the input quietly, and the tool takes what it got for the whole.
 */
public final class FeedingExecutor implements ExecCommandExecutor {
    private static final int WINDOW = 256 * 1024;

    /** What a shell says of a program that was stopped because nobody read on; here it is the program that did not. */
    private static final int INPUT_REFUSED = 141;

    @Override
    public ExecResult execute(ExecCommand command) throws IOException {
        EngineLog log = new EngineLog();
        try (ToolProcess tool = ToolProcess.start(command, log)) {
            Thread output = Thread.ofPlatform().daemon().name("tool-output").start(() -> discard(tool.output()));
            boolean taken = feed(command.getInput(), tool);
            int exit = tool.exit();
            output.join();
            return new FinishedTool(command, log, exit == 0 && !taken ? INPUT_REFUSED : exit);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while " + command.getExecutable() + " ran");
        }
    }

    /** Whether the tool has taken all there was; a source that fails ends the tool before it sees the end of its input. */
    private static boolean feed(InputStream source, ToolProcess tool) throws IOException {
        try (InputStream from = source == null ? InputStream.nullInputStream() : source) {
            byte[] window = new byte[WINDOW];
            for (int read; (read = from.read(window)) >= 0; ) {
                if (!write(tool.input(), window, read)) {
                    return false;
                }
            }
        } catch (IOException | RuntimeException e) {
            tool.close();
            throw e;
        }
        closeInput(tool.input());
        return true;
    }

    private static boolean write(OutputStream sink, byte[] window, int length) {
        try {
            sink.write(window, 0, length);
            return true;
        } catch (IOException e) {
            // The tool went away; its exit and its log say why.
            return false;
        }
    }

    private static void closeInput(OutputStream sink) {
        try {
            sink.close();
        } catch (IOException e) {
            // A tool that takes no input may be gone already.
            return;
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
