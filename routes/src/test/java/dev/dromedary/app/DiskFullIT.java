package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No room: for the spool, for the scratch of a Verify, for the stage of a restore beside the data of a server. */
@EnabledIf("dev.dromedary.app.SmallDisk#possible")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFullIT {
    private static final long MEBIBYTE = 1 << 20;

    private SmallDisk disk;
    private Place place;
    private Resources resources;

    @BeforeAll
    void takeABackup(@TempDir Path folder) throws Exception {
        disk = SmallDisk.mount(folder.resolve("server"), 256);
        place = Place.create(folder);
        resources = place.resources();
        place.product().set("dromedary.part.size", "262144");
        // To the disk at once: the tool would be slowed first.
        place.product().set("dromedary.spool.patience", "0");
        place.product().loadExtraRoutes();
        place.server().sql("""
                CREATE DATABASE shop;
                CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140));
                INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1_to_1000;
                """);
        resources.cluster(place.server(), null, """
                file: {type: file, options: {directory: %1$s}}
                slow: {type: slow, options: {directory: %1$s, delay: "500"}}
                """.formatted(place.storage()));
        take("full", "full");
        place.server().sql("INSERT INTO shop.orders SELECT seq, sha2(seq, 512) FROM seq_1001_to_150000");
        take("increment", "incremental");
    }

    private void take(String name, String type) throws Exception {
        resources.backup(name, "type: " + type);
        Product.Outcome taken = place.product().once();
        assertThat(taken.exit()).as(taken.log()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        place.close();
        disk.close();
    }

    @Test
    void theWorkDirectoryHasNoRoom(@TempDir Path folder) throws Exception {
        String before = place.product().runs().toString();
        try (SmallDisk small = SmallDisk.mount(folder.resolve("small"), 2)) {
            Path runs = small.folder().resolve("runs");
            place.product().set("dromedary.work.directory", runs.toString());
            resources.backup("no-room-to-spool", Resources.CLUSTER, "slow", "type: full");
            resources.verify("no-room-to-verify", "full");

            assertThat(place.product().once().exit()).isEqualTo(1);

            Told.ofBackup(resources, "no-room-to-spool")
                    .requireFailure("Failed", Reason.DiskFull, told -> assertThat(told)
                            .startsWith("no space left for the spool in " + runs));
            Told.ofRestore(resources, "no-room-to-verify")
                    .requireFailure("Failed", Reason.DiskFull, told -> assertThat(told)
                            .startsWith("not enough room in " + runs));
            assertThat(runs).isEmptyDirectory();
        } finally {
            place.product().set("dromedary.work.directory", before);
        }
        new KillPlace(place).requireClean();
    }

    /** The first is found before anything is staged. The second is not: the base grows while the increment is still there. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            before-the-stage,   -8, not enough room in
            while-it-is-staged,  2, failed with error 28
            """)
    void theOldDataIsBackWhereTheStageHasNoRoom(String name, int spare, String text) throws Exception {
        List<String> before = place.server().checksums();
        long size = resources.backup("full").getStatus().size
                + resources.backup("increment").getStatus().size;
        disk.leave(size + spare * MEBIBYTE);
        try {
            resources.restore(name, "increment");

            assertThat(place.product().once().exit()).isEqualTo(1);

            Told.ofRestore(resources, name).requireFailure("Failed", Reason.DiskFull, told -> assertThat(told)
                    .contains(text));
            assertThat(place.server().checksums()).isEqualTo(before);
        } finally {
            disk.empty();
        }
        new KillPlace(place).requireClean();
    }
}
