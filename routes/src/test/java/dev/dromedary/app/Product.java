package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The application itself, in a JVM of its own, over a folder of resources. */
final class Product {
    /** The root of the repository; the tests run in a module. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** How it ended, and all that it said. */
    record Outcome(int exit, String log) {}

    private final Resources resources;
    private final Path work;
    private final Map<String, String> settings = new TreeMap<>();

    /** @param work what runs need while they last goes here */
    Product(Resources resources, Path work) {
        this.resources = resources;
        this.work = work;
        set("dromedary.work.directory", work.resolve("runs").toString());
    }

    /** Another value for a setting of {@code application.properties}. */
    void set(String setting, String value) {
        settings.put(
                setting.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'), value);
    }

    /** Route files of our own beside the program's: storages of type {@code slow}. */
    void loadExtraRoutes() {
        loadExtraRoutes(HOME.resolve("routes/src/test/resources/extra-routes"));
    }

    /** Route files of a folder beside the program's. */
    void loadExtraRoutes(Path folder) {
        set("dromedary.routes.extra", folder.toString());
    }

    /** Where the runs have their folders. */
    Path runs() {
        return work.resolve("runs");
    }

    /** Until all is done. */
    Outcome once(String... jvmOptions) throws IOException, InterruptedException {
        return end(begin(jvmOptions));
    }

    /** As {@link #once}, for those who look on; {@link #end} waits for it. */
    Process begin(String... jvmOptions) throws IOException {
        return launch(List.of("--once"), jvmOptions);
    }

    /** Until it is told to stop. */
    Process start(String... jvmOptions) throws IOException {
        return launch(List.of(), jvmOptions);
    }

    /** Tells it to stop, and waits until it has. */
    Outcome stop(Process process) throws IOException, InterruptedException {
        process.destroy();
        return end(process);
    }

    Outcome end(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        String threads = ended ? "" : threads(process);
        process.destroyForcibly();
        Outcome outcome = new Outcome(process.waitFor(), Files.readString(log()));
        if (!ended) {
            throw new AssertionError("the application did not end: " + outcome.log() + threads);
        }
        return outcome;
    }

    /** Where it stands, and what it has started. */
    private static String threads(Process process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String children = process.descendants()
                .map(each -> each.pid() + " " + each.info().commandLine().orElse("?") + "\n")
                .collect(Collectors.joining());
        return children + Command.run(jcmd, String.valueOf(process.pid()), "Thread.print");
    }

    private Path log() {
        return work.resolve("dromedary.log");
    }

    private Process launch(List<String> arguments, String... jvmOptions) throws IOException {
        List<String> command = JavaCommand.with(jvmOptions);
        command.addAll(
                List.of("run", "standalone", "--resources", resources.folder().toString()));
        command.addAll(arguments);
        Files.createDirectories(work);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(settings);
        return builder.start();
    }
}
