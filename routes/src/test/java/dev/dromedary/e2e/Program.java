package dev.dromedary.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the testbed, such as the kubelet: a process of this machine, whose number is in a file. */
final class Program {
    private static final Path HOME =
            Path.of(System.getenv().getOrDefault("TESTBED_BIN", "/nowhere/bin")).getParent();
    /** In {@code /proc/<pid>/stat}, behind the name: number 22 of all. */
    private static final int BIRTH = 19;

    private final String name;
    private final List<String> command;

    Program(String name) throws IOException {
        this.name = name;
        this.command =
                List.of(Files.readString(Path.of("/proc", pid(), "cmdline")).split("\0", 0));
    }

    private Path file() {
        return HOME.resolve("run").resolve(name);
    }

    private String pid() throws IOException {
        return Files.readString(file()).split(" ", 2)[0];
    }

    /** It neither works nor answers until it is resumed. */
    void pause() throws IOException, InterruptedException {
        Command.run(HOME, "kill", "-STOP", pid());
    }

    void resume() throws IOException, InterruptedException {
        Command.run(HOME, "kill", "-CONT", pid());
    }

    void kill() throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid())).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it as it was started before, and says so where the testbed looks. */
    void start() throws IOException {
        List<String> all = new ArrayList<>(List.of("setsid", "nohup"));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .directory(HOME.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        HOME.resolve("log").resolve(name + ".log").toFile()))
                .start();
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String birth = stat.substring(stat.lastIndexOf(')') + 2).split(" ", BIRTH + 2)[BIRTH];
        Files.writeString(file(), process.pid() + " " + birth + "\n", StandardCharsets.US_ASCII);
    }
}
