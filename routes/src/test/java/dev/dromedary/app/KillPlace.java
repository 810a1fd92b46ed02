package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ManifestFile;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Some tables that change, and what has to hold after every accident. */
record KillPlace(Place place) implements AutoCloseable {
    static KillPlace create(Path folder) throws IOException, InterruptedException {
        Place place = Place.create(folder);
        place.product().set("dromedary.part.size", "262144");
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
        assertThat(outcome.exit()).as(outcome.log()).isZero();
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
        return Optional.ofNullable(place.resources().backup(backup).getStatus().destination)
                .map(destination -> destination.replaceFirst("^file://", ""))
                .filter(path -> Files.exists(Path.of(path + ".manifest.json")))
                .isPresent();
    }

    /** The destination that a backup's manifest names as its parent. */
    String parentOf(String backup) throws IOException {
        String destination = place.resources().backup(backup).getStatus().destination;
        Path file = Path.of(destination.replaceFirst("^file://", "") + ".manifest.json");
        return ManifestFile.decode(file.getFileName().toString(), Files.readAllBytes(file))
                .manifest()
                .parent()
                .orElseThrow()
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
