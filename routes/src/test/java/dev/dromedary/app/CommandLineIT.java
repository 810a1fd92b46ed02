package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A life of backups by the command line alone: taken, looked at, lost as resources, found again, restored, deleted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineIT {
    private KillPlace place;
    private Resources resources;

    @BeforeAll
    void create(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    /** In the folder, and it has to end well. */
    private String done(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--resources", resources.folder().toString()));
        return Said.by(place.place().folder(), all.toArray(String[]::new)).requireExit(0);
    }

    private long orders() throws IOException, InterruptedException {
        return Long.parseLong(
                place.place().server().sql("SELECT COUNT(*) FROM shop.orders").strip());
    }

    @Test
    void backupsAreTakenLostFoundRestoredAndDeleted() throws Exception {
        done("backup", "shop", "--storage", "file", "--name", "monday");
        place.workOff();
        place.change();
        done("backup", "shop", "--storage", "file", "--type", "incremental", "--base", "monday", "--name", "tuesday");
        place.workOff();
        long then = orders();
        assertThat(done("chain")).contains("monday ", "└─ tuesday", "2 backups");
        assertThat(done("plan", "tuesday")).contains("prepared with mariadb ", "tuesday is restorable");

        Path storageFile = Files.writeString(
                place.place().folder().resolve("disk.yaml"),
                "type: file\noptions: {directory: %s}\n".formatted(place.place().storage()));
        Said bare = Said.by(place.place().folder(), "chain", "--storage-file", storageFile.toString());
        assertThat(bare.requireExit(0)).contains("2 backups");

        loseTheResources();
        String imported = done("import", "shop", "--storage", "file");
        List<String> names = imported.lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(names).hasSize(2);
        assertThat(done("import", "shop", "--storage", "file")).isEqualTo("nothing to import\n");
        place.workOff();
        assertThat(resources.backup(names.getLast()).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(done("verify", names.getLast(), "--deep")).contains(" is good: deep, ");

        place.change();
        assertThat(orders()).isNotEqualTo(then);
        done("restore", "shop", "--backup", names.getLast(), "--yes", "--name", "back");
        place.workOff();
        assertThat(orders()).isEqualTo(then);

        deleteWithItsObjects(names.getFirst());
    }

    private void loseTheResources() throws IOException, InterruptedException {
        Files.delete(resources.folder().resolve("monday.yaml"));
        Files.delete(resources.folder().resolve("tuesday.yaml"));
        Command.run("rm", "-rf", resources.folder().resolve(".dromedary").toString());
    }

    /** Its resource is another one than the one that took it, and the objects go all the same. */
    private void deleteWithItsObjects(String base) throws Exception {
        Path file = resources.folder().resolve(base + ".yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("metadata:\n", "metadata:\n  finalizers: [percona.com/delete-backup]\n"));
        place.place().product().once();
        PerconaServerMySQLBackup before = resources.backup(base);
        assertThat(before.getMetadata().getFinalizers()).hasSize(1);

        assertThat(done("delete", base, "--yes")).hasLineCount(2);
        place.place().product().once();

        assertThat(resources.backup(base)).isNull();
        try (Stream<Path> left = Files.walk(place.place().storage())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
