package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A folder of resources, the storages below it, and the product working on them as a process of its own. */
final class Trial {
    static final String BACKUP = "PerconaServerMySQLBackup";
    static final String RESTORE = "PerconaServerMySQLRestore";

    private static final long LONGEST_MINUTES = 3;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    static {
        // The test looks at the resources many times a second; without a configuration each look is logged.
        new Home(ROOT).configureLogging();
    }

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();

    Trial(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(resources());
        Files.createDirectories(folder.resolve("file"));
        setting("DROMEDARY_WORK_DIRECTORY", runs().toString());
    }

    Path resources() {
        return folder.resolve("resources");
    }

    /** Where the storage {@code file} of every cluster keeps its objects. */
    Path storage() {
        return folder.resolve("file");
    }

    /** Spool, option files and scratch of the runs. */
    Path runs() {
        return folder.resolve("work");
    }

    Path folder() {
        return folder;
    }

    void setting(String variable, String value) {
        settings.put(variable, value);
    }

    /** Writes a resource under a name; the order of names is the order of creation. */
    void apply(String kind, String name, String spec) throws IOException {
        raw(name, """
                apiVersion: ps.percona.com/v1
                kind: %s
                metadata: {name: %s}
                spec:
                %s""".formatted(kind, name, spec.indent(2)));
    }

    void raw(String name, String text) throws IOException {
        Files.writeString(resources().resolve(name + ".yaml"), text);
    }

    void secret(String name, String key, String value) throws IOException {
        raw(name, """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                stringData: {%s: "%s"}
                """.formatted(name, key, value));
    }

    void backup(String name, String cluster, String storage, String type, String... more) throws IOException {
        apply(
                BACKUP,
                name,
                "clusterName: %s\nstorageName: %s\ntype: %s\n%s"
                        .formatted(cluster, storage, type, String.join("\n", more)));
    }

    void restore(String name, String cluster, String... more) throws IOException {
        apply(RESTORE, name, "clusterName: %s\n%s".formatted(cluster, String.join("\n", more)));
    }

    /** Works until every resource has come to its end; answers the exit code. */
    int work(String... properties) throws IOException, InterruptedException {
        return work(() -> {}, properties);
    }

    /** As {@link #work(String...)}, looking at the resources over and over meanwhile. */
    int work(Runnable look, String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC"));
        command.addAll(List.of(properties));
        command.addAll(List.of(
                "-Ddromedary.home=" + ROOT,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.dromedary.app.Main",
                "run",
                "standalone",
                "--once",
                "--resources",
                resources().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().putAll(settings);
        return await(builder.start(), look);
    }

    private int await(Process product, Runnable look) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        while (!product.waitFor(20, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > deadline) {
                product.destroyForcibly();
                throw new AssertionError("the product does not end:\n" + log());
            }
            look.run();
        }
        return product.exitValue();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** What is known of a resource now. */
    Outcome outcome(String kind, String name) {
        HasMetadata found = OpenFolder.look(resources()).get(new ResourceKey(kind, "default", name));
        return new Outcome(name, MAPPER.valueToTree(found));
    }

    Outcome backup(String name) {
        return outcome(BACKUP, name);
    }

    Outcome restore(String name) {
        return outcome(RESTORE, name);
    }

    /** Asserts how a resource ended, what it says of it, and that an Event says it too. */
    void ended(String kind, String name, String state, String reason, Consumer<String> text) throws IOException {
        Outcome outcome = outcome(kind, name);
        assertThat(outcome.state()).as("%s: %s", name, outcome).isEqualTo(state);
        assertThat(outcome.ready().path("status").asText()).as(name).isEqualTo("False");
        assertThat(outcome.ready().path("reason").asText())
                .as("%s: %s", name, outcome)
                .isEqualTo(reason);
        text.accept(outcome.description());
        assertThat(outcome.ready().path("message").asText())
                .as("%s has message and hint", name)
                .startsWith(outcome.description())
                .contains("; ");
        assertThat(Files.readAllLines(resources().resolve(".dromedary/events.jsonl")))
                .as("an Event of %s", name)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"name\":\"" + name + "\"")
                        .contains("\"reason\":\"" + reason + "\"")
                        .contains("\"type\":\"Warning\""));
    }
}
