package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool at work. xtrabackup dies with the thread that started it, so that thread has to outlive it. mariadb-backup
 * ignores SIGTERM, so it is killed.
 */
final class ToolProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dromedary.tool");

    private final Process process;
    private final EngineLog log;
    private final Thread drain;
    private final Timer limit = new Timer("tool-limit", true);
    private volatile boolean timedOut;

    private ToolProcess(Process process, EngineLog log) {
        this.process = process;
        this.log = log;
        this.drain = Thread.ofPlatform().name("tool-log").daemon().start(this::readLog);
    }

    /**
     * Starts a program, as the exec component wants it, in the folder of its run, where it is written down.
     *
     * @throws IOException if there is no such program, or it may not be run
     */
    static ToolProcess start(ExecCommand command, EngineLog log) throws IOException {
        Path folder = Path.of(command.getWorkingDir());
        ToolRecord record = ToolRecord.announce(folder, command.getArgs());
        ProcessBuilder builder = new ProcessBuilder(words(command.getExecutable(), command.getArgs()));
        ToolProcess tool = new ToolProcess(builder.directory(folder.toFile()).start(), log);
        try {
            record.started(tool.process.pid());
        } catch (IOException e) {
            tool.close();
            throw e;
        }
        if (command.getTimeout() < ExecEndpoint.NO_TIMEOUT) {
            tool.endAfter(command.getTimeout());
        }
        return tool;
    }

    /** Starts a program that is only asked something. */
    static ToolProcess start(String executable, List<String> arguments, EngineLog log) throws IOException {
        return new ToolProcess(new ProcessBuilder(words(executable, arguments)).start(), log);
    }

    private static List<String> words(String executable, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(executable);
        words.addAll(arguments);
        return words;
    }

    private void endAfter(long millis) {
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                timedOut = process.isAlive();
                killTree();
            }
        };
        limit.schedule(end, millis);
    }

    private void readLog() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                log.line(line);
                LOG.debug("{}", EngineLog.redact(line));
            }
        } catch (IOException e) {
            LOG.debug("the log of the tool ended: {}", e.toString());
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    EngineLog log() {
        return log;
    }

    /**
     * Waits for the end of the program and of its log.
     *
     * @throws BackupException {@code RunTimedOut} if it was ended because it took too long
     */
    int exit() throws InterruptedException {
        int exit = process.waitFor();
        drain.join();
        if (timedOut) {
            throw new BackupException(
                    Reason.RunTimedOut,
                    "the tool took too long and was ended",
                    "raise dromedary.engine.timeout or dromedary.prepare.timeout");
        }
        return exit;
    }

    /** Kills it. Before its files are touched, {@link ToolRecord#end} waits until it is gone. */
    @Override
    public void close() {
        limit.cancel();
        killTree();
    }

    private void killTree() {
        // Where the tool is a script, it must not go on without its program.
        List<ProcessHandle> programs = process.descendants().toList();
        process.destroyForcibly();
        programs.forEach(ProcessHandle::destroyForcibly);
    }
}
