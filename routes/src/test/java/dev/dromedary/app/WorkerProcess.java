package dev.dromedary.app;

import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, with what a pod would give it. */
final class WorkerProcess {
    /** How it ended, its last words, and what it said before. */
    record Ended(int exit, String termination, String output, String log) {
        RunResult answer() {
            return Wire.result(termination)
                    .orElseThrow(() -> new AssertionError("no answer but '" + termination + "'; " + log));
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    WorkerProcess(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        set("DROMEDARY_SECRETS_DIRECTORY", folder.resolve("secrets").toString());
        set("DROMEDARY_WORK_DIRECTORY", folder.resolve("work").toString());
        set("DROMEDARY_TERMINATION_FILE", termination().toString());
    }

    private Path termination() {
        return folder.resolve("termination");
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    void secret(String name, String key, String value) throws IOException {
        Path secret = Files.createDirectories(folder.resolve("secrets").resolve(name));
        Files.writeString(secret.resolve(key), value);
    }

    void withoutSecrets() {
        set("DROMEDARY_SECRETS_DIRECTORY", folder.resolve("nowhere").toString());
    }

    Ended run(RunSpecification run, String... jvmOptions) throws IOException, InterruptedException {
        return end(start(run, jvmOptions));
    }

    /** @param run null for none */
    Process start(RunSpecification run, String... jvmOptions) throws IOException {
        List<String> command = JavaCommand.with(jvmOptions);
        command.addAll(List.of("run", "worker"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("log").toFile());
        builder.environment().putAll(environment);
        if (run != null) {
            builder.environment().put(Worker.RUN, Wire.write(run));
        }
        // The kubelet makes it, empty, before the container starts.
        Files.writeString(termination(), "");
        return builder.start();
    }

    String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return "";
        }
    }

    Ended end(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        int exit = process.waitFor();
        String log = Files.readString(folder.resolve("log"));
        if (!ended) {
            throw new AssertionError("the worker did not end: " + log);
        }
        return new Ended(exit, Files.readString(termination()), output(), log);
    }
}
