package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ManifestFile;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Some tables that change, and what has to hold after every accident. */
record KillPlace(Place place) implements AutoCloseable {
    static KillPlace create(Path folder) throws IOException, InterruptedException {
        Place place = Place.create(folder);
        place.resources().cluster(place.server(), place.storage(), tools(folder));
        place.product().set("dromedary.part.size", "262144");
        place.product().set("dromedary.watch.interval", "100");
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, item VARCHAR(140)) ENGINE=InnoDB;
                CREATE TABLE shop.price (id INT PRIMARY KEY, cents INT) ENGINE=Aria;
                INSERT INTO shop.price SELECT seq, seq * 17 FROM seq_1_to_1000;
                """);
        KillPlace made = new KillPlace(place);
        made.change();
        return made;
    }

    /** The tools of the host; see {@link #hold}. */
    static Path tools(Path folder) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.copy(Path.of(Command.path("mbstream")), tools.resolve("mbstream"));
        Path tool = Files.writeString(tools.resolve("mariadb-backup"), """
                #!/bin/sh
                if [ -e %1$s ]; then
                    case "$*" in *"$(cat %1$s)"*) kill -STOP $$ ;; esac
                fi
                if [ -e %3$s ]; then
                    case "$*" in *"$(cat %3$s)"*) %2$s "$@" >/dev/null 2>&1; rm %3$s; kill -STOP $$ ;; esac
                fi
                exec %2$s "$@"
                """.formatted(
                        held(folder), Command.path("mariadb-backup"), heldAtItsEnd(folder)));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tools;
    }

    private static Path held(Path folder) {
        return folder.resolve("held");
    }

    /** From now on a tool with this argument stops before it does anything, and is there until it is killed. */
    void hold(String argument) throws IOException {
        Files.writeString(held(place.folder()), argument);
    }

    private static Path heldAtItsEnd(Path folder) {
        return folder.resolve("held-at-its-end");
    }

    /** The next tool with this argument does all of its work, stops before it tells so, and is there until it is killed. */
    void holdAtItsEnd(String argument) throws IOException {
        Files.writeString(heldAtItsEnd(place.folder()), argument);
    }

    /** Waits until it has come so far. */
    void awaitItsEnd() throws Exception {
        Await.until("the tool has done its work", () -> !Files.exists(heldAtItsEnd(place.folder())));
    }

    void letGo() throws IOException {
        Files.deleteIfExists(held(place.folder()));
    }

    /** The storage is out of reach until the answer is closed. */
    Mending loseStorage() throws IOException {
        Path away = place.storage().resolveSibling("unmounted");
        Files.move(place.storage(), away);
        // A folder that is not there would be made.
        Files.createFile(place.storage());
        return () -> Files.move(away, place.storage(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends an outage. */
    interface Mending extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Enough for several parts of an increment. */
    void change() throws IOException, InterruptedException {
        place.server().sql("""
                INSERT INTO shop.orders (item) SELECT sha2(seq, 512) FROM seq_1_to_10000;
                UPDATE shop.price SET cents = cents + 1;
                """);
    }

    /** Takes the backups that are not there yet; all has to go well. */
    void workOff() throws IOException, InterruptedException {
        Product.Outcome outcome = place.product().once();
        assertThat(outcome.exit())
                .as(() -> outcome.log() + place.resources().ends())
                .isZero();
    }

    /** No object without a manifest, no folder of a run, no tool at work, nothing of ours in the data. */
    void requireClean() throws IOException {
        List<String> strays;
        try (Stream<Path> objects = Files.walk(place.storage())) {
            strays = objects.filter(Files::isRegularFile)
                    .map(each -> place.storage().relativize(each).toString())
                    // What was half written when the process died has no name yet; the storage sweeps it after a day.
                    .filter(key -> !key.startsWith("."))
                    .filter(key -> !Files.exists(place.storage().resolve(backupOf(key) + ".manifest.json")))
                    .toList();
        }
        assertThat(strays).as("objects of no backup").isEmpty();
        assertThat(entries(place.product().runs())).as("folders of runs").isEmpty();
        assertThat(place.server().dataDirectory().resolve(".dromedary")).doesNotExist();
        assertThat(tools()).as("tools at work").isEmpty();
    }

    private static String backupOf(String key) {
        return key.replaceFirst("(/part\\.\\d{20}|\\.owner\\.json|\\.manifest\\.json)$", "");
    }

    static List<Path> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Backup tools that work in this place, whoever started them. */
    List<ProcessHandle> tools() {
        return ProcessHandle.allProcesses()
                .filter(each -> Stream.of(each.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(place.folder().toString())))
                .filter(each -> each.info().commandLine().orElse("").matches(".*(mariadb-backup|mbstream) .*"))
                .toList();
    }

    boolean hasManifest(String backup) {
        return path(backup)
                .filter(path -> Files.exists(path.resolveSibling(path.getFileName() + ".manifest.json")))
                .isPresent();
    }

    boolean hasParts(String backup) throws IOException {
        Optional<Path> path = path(backup);
        return path.isPresent() && !entries(path.get()).isEmpty();
    }

    private Optional<Path> path(String backup) {
        return Optional.ofNullable(place.resources().backup(backup).getStatus().destination)
                .map(destination -> Path.of(destination.replaceFirst("^file://", "")));
    }

    /** The destination that a backup's manifest names as its parent. */
    String parentOf(String backup) throws IOException {
        String destination = place.resources().backup(backup).getStatus().destination;
        Path file = Path.of(destination.replaceFirst("^file://", "") + ".manifest.json");
        return ManifestFile.decode(file.getFileName().toString(), Files.readAllBytes(file))
                .manifest()
                .parent()
                .destination();
    }

    static String reason(PerconaServerMySQLBackup backup) {
        return reason(backup.getStatus().conditions, "Ready");
    }

    static String reason(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(each -> type.equals(each.getType()))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        tools().forEach(ProcessHandle::destroyForcibly);
        place.close();
    }
}
