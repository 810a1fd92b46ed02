package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code dromedary verify} on a folder of resources. */
record VerifyProcess(Resources resources, Path work) {
    record Said(int exit, String out, String err) {}

    Said of(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaCommand.with());
        command.add("verify");
        command.addAll(List.of(arguments));
        command.addAll(List.of("--resources", resources.folder().toString()));
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
