package dev.dromedary.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that a test needs, run to their end. */
final class Command {
    private static final List<String> FOLDERS =
            List.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"));

    private Command() {}

    /** The path of a program, or a failure that says how to get it. */
    static String path(String program) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        program + " is not installed; './dromedary test' installs what the tests need"))
                .toString();
    }

    /** The output of a program; it has to end well. */
    static String run(Path input, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        try {
            Process process = new ProcessBuilder(Stream.of(command).toList())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), command);
    }
}
