package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of backups that are in more than one storage, and their deletion. */
@OnStorageServer(StorageServer.MINIO)
class CopiesRestoreIT {
    private static final Map<String, String> ALL = Map.of("cloud", "Complete", "second", "Complete");

    private CopiesPlace place;

    @BeforeEach
    void create(@TempDir Path folder) throws Exception {
        place = CopiesPlace.create(folder);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    @Test
    void aChainIsInAllOfThemAndComesBackFromAnyOfThem() throws Exception {
        place.resources().full("full");
        place.once(0);
        place.kill().change();
        place.resources().increment("increment");
        place.once(0);
        List<String> before = place.kill().place().server().checksums();

        assertThat(place.states("full")).isEqualTo(ALL);
        assertThat(place.states("increment")).isEqualTo(ALL);
        assertThat(place.copied("increment").getStatus()).isEqualTo("True");
        assertThat(place.copy("increment", "cloud").destination)
                .startsWith("s3://backups/" + place.prefix() + Resources.CLUSTER + "-")
                .endsWith("-incr");
        assertThat(place.status("full").transferred).isEqualTo(3 * place.status("full").size);
        place.requireEqualFolders();

        place.dropTheData();
        String cloud = place.copy("increment", "cloud").destination;
        try (KillPlace.Mending gone = place.kill().loseStorage()) {
            place.resources().restore("from-a-copy", "increment");
            place.once(0);
        }
        assertThat(place.kill().place().server().checksums()).isEqualTo(before);
        assertThat(place.resources().warnings("from-a-copy")).anySatisfy(line -> assertThat(line)
                .contains("\"reason\":\"CopyUsed\"", "the chain is taken from " + cloud));

        // As on another host, where nothing is left but the bucket.
        place.dropTheData();
        place.resources()
                .restoreWith(
                        "from-the-bucket",
                        "backupSource:\n  destination: " + cloud + "\n  storage:\n"
                                + place.cloud().indent(4));
        place.once(0);
        assertThat(place.kill().place().server().checksums()).isEqualTo(before);
        assertThat(place.resources().warnings("from-the-bucket")).isEmpty();
    }

    @Test
    void aRestoreTakesEachPartFromWhereItIsWhole() throws Exception {
        place.copies("copies: [second]");
        place.resources().full("full");
        place.once(0);
        place.kill().change();
        place.resources().increment("increment");
        place.once(0);
        List<String> before = place.kill().place().server().checksums();
        place.dropTheData();
        place.resources().restore("restore", "increment");
        Path second = Path.of(place.copy("full", "second").destination.replaceFirst("^file://", ""));

        try (Damage damage = Damage.by(
                on -> {
                    on.flip(on.part("full", 1));
                    on.lose(on.part("increment", 0));
                    on.flip(on.manifest("full"));
                    on.lose(second.resolve("part.%020d".formatted(2)));
                    on.flip(second.resolve("part.%020d".formatted(3)));
                },
                place.resources())) {
            place.once(0);
        }

        assertThat(place.kill().place().server().checksums()).isEqualTo(before);
        assertThat(place.resources().warnings("restore")).anySatisfy(line -> assertThat(line)
                .contains(
                        "\"reason\":\"CopyUsed\"",
                        "objects came from " + place.copy("increment", "second").destination));
    }

    @Test
    void aPartThatIsWholeNowhereEndsTheRestoreWithTheServerUp() throws Exception {
        place.copies("copies: [second]");
        place.resources().full("full");
        place.once(0);
        List<String> before = place.kill().place().server().checksums();
        place.resources().restore("restore", "full");
        Path second = Path.of(place.copy("full", "second").destination.replaceFirst("^file://", ""));

        try (Damage damage = Damage.by(
                on -> {
                    on.lose(on.part("full", 1));
                    on.cut(second.resolve("part.%020d".formatted(1)));
                },
                place.resources())) {
            place.once(1);
        }

        Told.ofRestore(place.resources(), "restore")
                .requireFailure(
                        "Error", Reason.ObjectMissing, told -> assertThat(told).contains("part.00000000000000000001"));
        assertThat(place.kill().place().server().checksums()).isEqualTo(before);
    }

    @Test
    void allOfThemGoWithTheBackup() throws Exception {
        place.resources().deletable("full", "full");
        place.once(0);
        place.requireEqualFolders();
        String cloud = place.copy("full", "cloud").destination;

        place.wire().cut();
        place.resources().takeOut("full");
        place.once(1);

        assertThat(KillPlace.reason(place.status("full").conditions, "ObjectsRemoved"))
                .isEqualTo("StorageUnreachable");
        assertThat(place.resources().warnings("full")).anySatisfy(line -> assertThat(line)
                .contains(
                        "could not be removed yet", "127.0.0.1:" + place.wire().port()));
        assertThat(CopiesPlace.objects(place.folder())).isEmpty();

        place.wire().mend();
        place.once(0);

        assertThat(place.resources().backup("full")).isNull();
        place.resources()
                .restoreWith(
                        "gone",
                        "backupSource:\n  destination: " + cloud + "\n  storage:\n"
                                + place.cloud().indent(4));
        place.once(1);
        Told.ofRestore(place.resources(), "gone")
                .requireFailure("Error", Reason.BackupNotFound, told -> assertThat(told)
                        .isEqualTo("backup not found in storage"));
    }
}
