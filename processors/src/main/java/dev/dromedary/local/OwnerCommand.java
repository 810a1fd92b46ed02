package dev.dromedary.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command of the server's owner at work. Its output goes to a file and not through a pipe of ours: what it starts may
 * outlive it, and us.
 */
final class OwnerCommand {
    private static final int TAIL = 8 << 10;
    private static final int TAIL_LINES = 10;

    private final List<String> command;
    private final Path log;
    private final long logStart;
    private final Process process;

    private OwnerCommand(List<String> command, Path log, long logStart, Process process) {
        this.command = command;
        this.log = log;
        this.logStart = logStart;
        this.process = process;
    }

    static OwnerCommand start(List<String> command, Path log) throws IOException {
        createPrivate(log);
        long logStart = Files.size(log);
        Process process = new ProcessBuilder(ownSession(command))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new OwnerCommand(command, log, logStart, process);
    }

    /** The server's error log may come here, which is not for everyone. */
    private static void createPrivate(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        try {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    /** So that the interrupt key pressed for us does not reach a server that stays in the foreground. */
    private static List<String> ownSession(List<String> command) {
        List<String> all = new ArrayList<>();
        Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst()
                .ifPresent(all::add);
        all.addAll(command);
        return all;
    }

    Process process() {
        return process;
    }

    boolean failed() {
        return !process.isAlive() && process.exitValue() != 0;
    }

    /** Ends the command and what it has started, by force. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The command, how it ended, and the last lines of its output. */
    String account() {
        String how = process.isAlive() ? "is still at work" : "ended with exit code " + process.exitValue();
        String tail = tail();
        return "the command '" + String.join(" ", command) + "' " + how
                + (tail.isEmpty() ? " and said nothing" : ", its last output: " + tail);
    }

    private String tail() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(logStart, file.length() - TAIL));
            byte[] last = new byte[(int) Math.max(0, file.length() - file.getFilePointer())];
            file.readFully(last);
            List<String> lines = new String(last, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
