package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private ToolProcess(Process process, EngineLog log) {
        this.process = process;
        this.log = log;
        this.drain = Thread.ofPlatform().name("tool-log").daemon().start(this::readLog);
    }

    /**
     * Starts a program.
     *
     * @throws IOException if there is no such program, or it may not be run
     */
    static ToolProcess start(String executable, List<String> arguments, Path directory, EngineLog log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Process process = builder.start();
        return new ToolProcess(process, log);
    }

    private void readLog() {
        try (BufferedReader lines = process.errorReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                log.line(line);
                LOG.debug("{}", line);
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

    /** Waits for the end of the program and of its log. */
    int exit() throws InterruptedException {
        int exit = process.waitFor();
        drain.join();
        return exit;
    }

    @Override
    public void close() {
        killTree(process);
    }

    private static void killTree(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
