package dev.dromedary.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        set(
                "dromedary.routes.extra",
                HOME.resolve("routes/src/test/resources/extra-routes").toString());
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
        process.destroyForcibly();
        Outcome outcome = new Outcome(process.waitFor(), Files.readString(log()));
        if (!ended) {
            throw new AssertionError("the application did not end: " + outcome.log());
        }
        return outcome;
    }

    private Path log() {
        return work.resolve("dromedary.log");
    }

    private Process launch(List<String> arguments, String... jvmOptions) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Ddromedary.home=" + HOME));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", classPath(), Main.class.getName(), "run", "standalone"));
        command.addAll(List.of("--resources", resources.folder().toString()));
        command.addAll(arguments);
        Files.createDirectories(work);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** The classes as they are now, and the libraries that the build has put beside them. */
    private static String classPath() {
        Path libraries = HOME.resolve("routes/target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new AssertionError("there is no " + libraries + "; 'mvn package' makes it");
        }
        return Stream.of(
                        "routes/target/classes",
                        "processors/target/classes",
                        "crds/target/classes",
                        "routes/target/lib/*")
                .map(each -> HOME.resolve(each).toString())
                .collect(Collectors.joining(":"));
    }
}
