package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command said, run as a process of its own where nobody can be asked. */
record Said(int exit, String out, String err) {
    /** @param folder where it may leave what it said */
    static Said by(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaCommand.with());
        command.addAll(List.of(arguments));
        return by(folder, command);
    }

    /** What another program said. */
    static Said by(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("said.out");
        Path err = folder.resolve("said.err");
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Makes sure of how it ended; answers what it said. */
    String requireExit(int wanted) {
        assertThat(exit).as(out + err).isEqualTo(wanted);
        return out;
    }
}
