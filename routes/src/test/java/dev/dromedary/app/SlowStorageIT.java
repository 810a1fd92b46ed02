package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A storage of a type that is one route file in a folder of the user's own, quick and slow. */
class SlowStorageIT {
    private Place place;

    @BeforeEach
    void fillAServer(@TempDir Path folder) throws Exception {
        place = Place.create(folder);
        place.product().loadExtraRoutes();
        place.product().set("dromedary.part.size", "262144");
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140));
                INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1_to_1000;
                """);
    }

    @AfterEach
    void stop() throws IOException {
        place.close();
    }

    private void storage(int delay) throws IOException {
        storage(delay, null);
    }

    private void storage(int delay, Path tools) throws IOException {
        String options = "{directory: %s, delay: \"%d\"}".formatted(place.storage(), delay);
        place.resources().cluster(place.server(), tools, "file: {type: slow, options: " + options + "}");
    }

    @Test
    void aTypeOfOnesOwnIsOneFile() throws Exception {
        storage(1);
        List<String> before = place.server().checksums();
        place.resources().full("full");
        Product.Outcome taken = place.product().once();
        assertThat(taken.exit()).as(taken.log()).isZero();
        place.server().sql("DROP DATABASE shop");
        place.resources().restore("back", "full");

        Product.Outcome restored = place.product().once();

        assertThat(restored.exit()).as(restored.log()).isZero();
        assertThat(place.resources().backup("full").getStatus().destination)
                .startsWith("slow://" + place.storage() + "/" + Resources.CLUSTER + "-");
        assertThat(place.server().checksums()).isEqualTo(before);
    }

    /** The same tool, storage and spool; the patience is longer than any test. */
    @ParameterizedTest
    @CsvSource({
        "[00] 2026-01-01 00:00:00 Connecting to server host: localhost,                    0",
        "[00] 2026-01-01 00:00:00 Acquired locks for BACKUP STAGE BLOCK_COMMIT,            1",
        "[00] 2026-01-01 00:00:00 Retrying read of log at LSN=47162,                       1"
    })
    void aToolWaitsForTheStorageUntilItsLogSaysThatItCannot(String line, int exit) throws Exception {
        storage(200, toolsThatSay(line));
        place.product().set("dromedary.spool.patience", "600000");
        place.product().set("dromedary.spool.limit", "2097152");
        place.resources().full("full");

        Product.Outcome taken = place.product().once();

        assertThat(taken.exit()).as(taken.log()).isEqualTo(exit);
        if (exit == 1) {
            Told.ofBackup(place.resources(), "full").requireFailure("Failed", Reason.SpoolFull, why -> assertThat(why)
                    .startsWith("the spool is full"));
        }
    }

    /** The real tool, which says something of our own first. */
    private Path toolsThatSay(String line) throws IOException {
        Path tools = Files.createDirectory(place.folder().resolve("tools"));
        Path tool =
                Files.writeString(tools.resolve("mariadb-backup"), """
                #!/bin/sh
                echo '%s' >&2
                exec %s "$@"
                """.formatted(line, Command.path("mariadb-backup")));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tools;
    }

    @Test
    void aFullSpoolFailsTheRunAndNotTheServer() throws Exception {
        storage(500);
        // Or the tool would be slowed first, and it would take more data than there is to fall behind.
        place.product().set("dromedary.spool.patience", "0");
        place.product().set("dromedary.spool.limit", "2097152");
        place.resources().full("full");

        assertThat(place.product().once().exit()).isEqualTo(1);

        Told told = Told.ofBackup(place.resources(), "full");
        told.requireFailure("Failed", Reason.SpoolFull, why -> assertThat(why)
                .isEqualTo("the spool is full: 2097152 bytes wait for the storage"));
        assertThat(told.condition("Ready").getMessage()).contains("; raise dromedary.spool.limit");
        new KillPlace(place).requireClean();
        try (Stream<Path> left = Files.walk(place.storage())) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
