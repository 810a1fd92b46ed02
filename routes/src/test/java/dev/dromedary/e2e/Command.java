package dev.dromedary.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine. */
final class Command {
    private static final int MINUTES = 20;

    private Command() {}

    /** What it printed to standard output; the rest is shown only if it fails. */
    static String run(Path folder, String... words) throws IOException, InterruptedException {
        Path err = Files.createTempFile("command", ".log");
        Process process = new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", words) + " failed:\n" + Files.readString(err));
        }
        Files.delete(err);
        return out.strip();
    }
}
