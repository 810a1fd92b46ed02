package dev.dromedary.step;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool that a run has started, written into the run's folder: a tool outlives a JVM that is killed, and whoever goes on
 * with the run has to end it first. It is the same process if boot, pid and start time are; the arguments have to be, too,
 * and tell it alone where the JVM was killed before it knew the pid. Not synced: what stops the kernel stops the tool.
 *
 * @param file of its own, since a restore unpacks while it prepares
 * @param process boot id, pid and start time; empty before the tool is started
 * @param arguments of the tool, each with a NUL before and behind, as {@code /proc} shows them
 */
record ToolRecord(Path file, String process, String arguments) {
    private static final String PREFIX = "tool-";
    private static final Logger LOG = LoggerFactory.getLogger(ToolRecord.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Path PROC = Path.of("/proc");

    /** The number of the start time in {@code /proc/<pid>/stat}, counted from the state, which follows the name. */
    private static final int START = 19;

    /** Before the tool is started, so that there is no moment in which nobody knows of it. */
    static ToolRecord announce(Path folder, List<String> arguments) throws IOException {
        String joined = "\0" + String.join("\0", arguments) + (arguments.isEmpty() ? "" : "\0");
        Path file = folder.resolve(PREFIX + UUID.randomUUID());
        ToolRecord announced = new ToolRecord(file, "", new String(joined.getBytes(UTF_8), ISO_8859_1));
        announced.write();
        return announced;
    }

    void started(long pid) throws IOException {
        new ToolRecord(file, identity(pid), arguments).write();
    }

    /**
     * Ends the tools of the folder's run that are at work still.
     *
     * @throws BackupException {@code ToolNotStopped} if one cannot be ended
     */
    static void end(Path folder) throws IOException {
        end(folder, ProcessHandle::destroyForcibly, LIMIT);
    }

    static void end(Path folder, Consumer<ProcessHandle> kill, Duration limit) throws IOException {
        if (folder != null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                for (ProcessHandle tool : read(file).processes()) {
                    LOG.warn("ending the tool with pid {}, which is at work in {}", tool.pid(), folder);
                    end(tool, kill, limit);
                }
            }
        }
    }

    /** Where the tool is a script, its program is a child; the script goes first, lest it goes on without it. */
    private static void end(ProcessHandle tool, Consumer<ProcessHandle> kill, Duration limit) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(tool), tool.descendants()).toList();
        all.forEach(kill);
        all.forEach(each -> awaitEnd(each, limit));
    }

    private static void awaitEnd(ProcessHandle killed, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (atWork(killed)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new BackupException(
                            Reason.ToolNotStopped,
                            "the tool with pid " + killed.pid() + " was killed, but is still there",
                            "it hangs in the system or belongs to another user: end it");
                }
                try {
                    Thread.sleep(STEP);
                } catch (InterruptedException e) {
                    // A run that was told to stop cleans up all the same.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<ProcessHandle> processes() {
        Stream<ProcessHandle> candidates = process.isEmpty()
                ? ProcessHandle.allProcesses()
                : ProcessHandle.of(Long.parseLong(process.split(" ", -1)[1])).stream();
        return candidates.filter(each -> isAt(each.pid())).toList();
    }

    /** One that has ended, but that nobody asks for its exit code, has no command line any more. */
    private static boolean atWork(ProcessHandle killed) {
        return killed.isAlive() && !commandLine(killed.pid()).isEmpty();
    }

    /** Whether the process of this number is the tool. */
    private boolean isAt(long pid) {
        return (process.isEmpty() || process.equals(identity(pid)))
                && commandLine(pid).endsWith(arguments);
    }

    private static String commandLine(long pid) {
        return text(PROC.resolve(pid + "/cmdline"));
    }

    private static String identity(long pid) {
        String stat = text(PROC.resolve(pid + "/stat"));
        if (stat.isEmpty()) {
            return "";
        }
        // The name before the state may hold anything, even brackets.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return text(PROC.resolve("sys/kernel/random/boot_id")).strip() + " " + pid + " " + fields[START];
    }

    /** Empty if it cannot be read, as when the process is gone. */
    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static ToolRecord read(Path file) throws IOException {
        String[] lines = Files.readString(file, ISO_8859_1).split("\n", 2);
        return new ToolRecord(file, lines[0], lines[1]);
    }

    private void write() throws IOException {
        Path draft = Files.writeString(
                file.resolveSibling("draft-" + file.getFileName()), process + "\n" + arguments, ISO_8859_1);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
