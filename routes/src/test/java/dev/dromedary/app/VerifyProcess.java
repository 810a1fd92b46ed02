package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code dromedary verify} on a folder of resources. */
record VerifyProcess(Resources resources, Path work) {
    Said of(String... arguments) throws IOException, InterruptedException {
        return Said.by(
                work,
                Stream.of(
                                List.of("verify"),
                                List.of(arguments),
                                List.of("--resources", resources.folder().toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }
}
