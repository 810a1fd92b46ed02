package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.status.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that go to more than one storage in one run, and what becomes of them where one of these is not there. */
@OnStorageServer(StorageServer.MINIO)
class CopiesIT {
    private static final Map<String, String> ALL = Map.of("cloud", "Complete", "second", "Complete");
    private static final Map<String, String> NO_CLOUD = Map.of("cloud", "Incomplete", "second", "Complete");

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
    void aDeadCopyIsNamedAndCompletedLater() throws Exception {
        place.copies("copies: [cloud, second]\n  copiesRequired: 1");
        place.wire().cut();
        place.resources().full("full");

        place.once(0);

        Told.ofBackup(place.resources(), "full").requireSuccess();
        assertThat(place.states("full")).isEqualTo(NO_CLOUD);
        assertThat(place.copied("full").getReason()).isEqualTo(Reason.StorageUnreachable.name());
        assertThat(place.copied("full").getMessage())
                .startsWith("the copy in storage cloud is not complete: ")
                .contains("it is tried again at ");
        assertThat(place.status("full").retry.next).isNotNull();
        assertThat(place.resources().warnings("full"))
                .anySatisfy(line -> assertThat(line).contains("\"reason\":\"StorageUnreachable\"", "storage cloud"));

        place.wire().mend();
        place.once(0);

        assertThat(place.states("full")).isEqualTo(ALL);
        assertThat(place.copied("full").getStatus()).isEqualTo("True");
        assertThat(place.status("full").retry).isNull();
        List<String> before = place.kill().place().server().checksums();
        place.dropTheData();
        place.resources()
                .restoreWith(
                        "from-the-bucket",
                        "backupSource:\n  destination: " + place.copy("full", "cloud").destination + "\n  storage:\n"
                                + place.cloud().indent(4));
        place.once(0);
        assertThat(place.kill().place().server().checksums()).isEqualTo(before);
    }

    @Test
    void aRequiredCopyThatIsDeadFailsTheRunAndNothingIsLeft() throws Exception {
        place.wire().cut();
        place.resources().full("full");

        place.once(1);

        Told.ofBackup(place.resources(), "full")
                .requireFailure("Failed", Reason.StorageUnreachable, told -> assertThat(told)
                        .startsWith("the copy in storage cloud is required (2 of 2 are): "));
        assertThat(CopiesPlace.objects(place.kill().place().storage())).isEmpty();
        assertThat(CopiesPlace.objects(place.folder())).isEmpty();
        assertThat(place.kill().tools()).isEmpty();
    }

    @Test
    void aCopyThatIsWaitedForTooLongIsLeftBehindAndCompletedLater() throws Exception {
        place.kill().place().product().set("dromedary.copy.patience", "100");
        sticky("/part.00000000000000000003");

        assertThat(place.resources().warnings("full")).anySatisfy(line -> assertThat(line)
                .contains("\"reason\":\"CopyTooSlow\"", "storage sticky", "as long as dromedary.copy.patience"));
    }

    @Test
    void aSlowCopyDoesNotFillTheSpool() throws Exception {
        place.kill().place().product().set("dromedary.spool.patience", "0");
        place.kill().place().product().set("dromedary.spool.limit", "4194304");
        // So that this does not depend on how fast the tool is; the copy would be waited for then.
        place.kill().place().product().set("dromedary.spool.when-full", "wait");
        sticky("/part.");

        assertThat(place.resources().warnings("full")).anySatisfy(line -> assertThat(line)
                .contains("\"reason\":\"CopyTooSlow\"", "storage sticky", "the spool fills meanwhile"));
    }

    /** Takes a backup with a copy that takes its time for keys that hold this; it is completed when the run has gone on. */
    private void sticky(String key) throws Exception {
        place.kill().place().product().loadExtraRoutes(Product.HOME.resolve("routes/src/test/resources/copies-routes"));
        place.kill().place().product().set("sticky.key", key);
        place.copies("copies: [second, sticky]\n  copiesRequired: 1", """
                sticky:
                  type: sticky
                  options: {directory: %s}
                """.formatted(
                        place.folder().resolveSibling("sticky")));
        place.resources().full("full");

        place.once(0);

        assertThat(place.states("full")).isEqualTo(Map.of("second", "Complete", "sticky", "Complete"));
        Map<String, byte[]> copied = CopiesPlace.objects(place.folder().resolveSibling("sticky"));
        CopiesPlace.objects(place.folder())
                .forEach((object, bytes) ->
                        assertThat(copied.get(object)).as(object).isEqualTo(bytes));
    }

    @Test
    void whatAPersonAsksForIsRepairedFromTheBackupsOwnStorage() throws Exception {
        place.copies("");
        place.resources().full("full");
        place.once(0);
        assertThat(place.status("full").copies).isEmpty();

        place.copies("copies: [second]");
        annotate("1");
        place.once(0);
        assertThat(place.states("full")).isEqualTo(Map.of("second", "Complete"));
        place.requireEqualFolders();

        Path part = Path.of(place.copy("full", "second").destination.replaceFirst("^file://", ""))
                .resolve("part.%020d".formatted(0));
        Files.delete(part);
        place.once(0);
        assertThat(part).as("nobody has asked").doesNotExist();
        annotate("2");
        place.once(0);
        place.requireEqualFolders();
    }

    private void annotate(String value) throws Exception {
        place.resources()
                .write("full", """
                        apiVersion: ps.percona.com/v1
                        kind: PerconaServerMySQLBackup
                        metadata:
                          name: full
                          annotations: {%s: "%s"}
                        spec: {clusterName: %s, storageName: %s, type: full}
                        """.formatted(Names.COPY_ANNOTATION, value, Resources.CLUSTER, Resources.STORAGE));
    }

    @Test
    void whatCannotBeIsSaidBeforeAnythingStarts() throws Exception {
        for (Map.Entry<String, String> each : Map.of(
                        "copies: [nowhere]",
                        "storage file names the copy nowhere, which is not in spec.backup.storages",
                        "copies: [file]",
                        "storage file names itself as a copy",
                        "copies: [second, second]",
                        "storage file names the copy second twice",
                        "copies: [second]\n  copiesRequired: 2",
                        "storage file has copiesRequired 2, and 1 copies")
                .entrySet()) {
            place.copies(each.getKey());
            String name = "b" + Integer.toHexString(each.getKey().hashCode());
            place.resources().full(name);
            place.once(1);
            Told.ofBackup(place.resources(), name)
                    .requireFailure("Error", Reason.StorageInvalid, told -> assertThat(told)
                            .isEqualTo(each.getValue()));
            assertThat(CopiesPlace.objects(place.kill().place().storage())).isEmpty();
        }
    }
}
