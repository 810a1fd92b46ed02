package dev.dromedary.app;

import static dev.dromedary.app.ReferenceShop.BASE;
import static dev.dromedary.app.ReferenceShop.FIRST;
import static dev.dromedary.app.ReferenceShop.IDLE;
import static dev.dromedary.app.ReferenceShop.LAST;
import static dev.dromedary.app.ReferenceShop.SKEWED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.run.ResourceList;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bucket of the reference and nothing else: it is listed, imported, and restored by the names of the resources. */
@TakesMinutes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceImportIT {
    /** Of a job that was taken again after its upload: whole, and nothing goes on from it. */
    private static final String TWIN = BASE + ".incr/shop-2024-06-15-23:00:00-incr";

    private static final String CUT = BASE + ".incr/shop-2024-06-15-07:00:00-incr";
    private static final String ORPHAN = BASE + ".incr/shop-2024-06-15-22:00:00-incr";

    private Path folder;
    private ReferenceShop shop;
    private Place place;

    @BeforeAll
    void takeThemAsTheReferenceDoes(@TempDir Path temporary) throws Exception {
        folder = temporary;
        shop = new ReferenceShop(folder);
        place = shop.place;
    }

    @AfterAll
    void stop() throws Exception {
        shop.close();
    }

    private Said bare(String... arguments) throws Exception {
        Path file = Files.writeString(
                folder.resolve("disk.yaml"), "type: file\noptions: {directory: %s}\n".formatted(place.storage()));
        return Said.by(
                folder,
                Stream.concat(Stream.of(arguments), Stream.of("--storage-file", file.toString()))
                        .toArray(String[]::new));
    }

    private Said here(String... arguments) throws Exception {
        return Said.by(
                folder,
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--resources",
                                        place.resources().folder().toString()))
                        .toArray(String[]::new));
    }

    private String name(String backup) {
        return ImportedBackup.name("file://" + place.storage() + "/" + backup);
    }

    private static Map<String, PerconaServerMySQLBackup> backups(Resources resources) {
        return OpenFolder.look(resources.folder())
                .list(new ResourceList("PerconaServerMySQLBackup", "default"))
                .stream()
                .map(PerconaServerMySQLBackup.class::cast)
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), each -> each));
    }

    @Test
    void aBareBucketIsListedImportedAndRestored() throws Exception {
        assertThat(bare("get", "backups").requireExit(0).lines())
                .anyMatch(line -> line.startsWith(name(LAST) + " ") && line.contains(" Succeeded "))
                .anyMatch(line -> line.startsWith(name(CUT) + " ") && line.contains(" Unknown "))
                .anyMatch(line -> line.startsWith(name(ORPHAN) + " ") && line.contains(" Unknown "));
        assertThat(bare("chain", "shop").requireExit(1))
                .contains(
                        "chain of " + name(BASE) + " is restorable from ",
                        ", 6 backups",
                        name(CUT) + ": it has no xtrabackup_checkpoints, so it was never finished",
                        name(ORPHAN) + " is broken: it starts at lsn ");
        assertThat(bare("plan", name(LAST)).requireExit(0))
                .containsSubsequence(
                        "-14-08:00:00-full ", "-15-08:00:00-incr ", "-17-08:00:00-incr ", "-16-08:00:00-incr ");
        assertThat(bare("verify", name(LAST), "--deep").requireExit(0)).contains(" is good: deep, ", " backups, ");
        assertThat(bare("verify", name(LAST)).err()).contains("the lengths of its objects are not known");

        Said imported = here("import", "shop", "--storage", "file");
        assertThat(imported.requireExit(1).lines())
                .containsExactlyInAnyOrder(Stream.of(BASE, FIRST, IDLE, SKEWED, LAST, TWIN)
                        .map(each -> name(each) + " imported")
                        .toArray(String[]::new));
        assertThat(imported.err())
                .contains(CUT + ": ", ORPHAN + ": ", "-full2: its name does not say of which cluster");
        assertThat(here("import", "shop", "--storage", "file").out()).isEqualTo("nothing to import\n");

        Map<String, PerconaServerMySQLBackup> made = backups(place.resources());
        requireAsTheReference(made.get(name(LAST)), "incremental");
        requireAsTheReference(made.get(name(BASE)), "full");
        assertThat(byTheCluster()).containsOnlyKeys(made.keySet());

        for (String backup : List.of(LAST, IDLE, SKEWED)) {
            String restore = "of-" + name(backup);
            place.resources().restore(restore, name(backup));
            place.product().once();
            Told.ofRestore(place.resources(), restore).requireSuccess();
            assertThat(place.server().checksums()).as(backup).isEqualTo(shop.point(backup));
        }
        place.resources().increment("more");
        place.product().once();
        Told.ofBackup(place.resources(), "more").requireFailure("Error", Reason.ChainBroken, told -> assertThat(told)
                .contains(BASE + " has no manifest"));
    }

    private void requireAsTheReference(PerconaServerMySQLBackup backup, String type) {
        assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(backup.getStatus().type).isEqualTo(type);
        assertThat(backup.getStatus().storage.type).isEqualTo("file");
        assertThat(backup.getStatus().chain.base).isEqualTo(BASE);
        assertThat(backup.getStatus().size).isPositive();
        assertThat(backup.getMetadata().getFinalizers()).isNullOrEmpty();
    }

    /** A process that finds {@code import: true} makes the same. */
    private Map<String, PerconaServerMySQLBackup> byTheCluster() throws IOException, InterruptedException {
        Resources anew = new Resources(folder.resolve("anew"));
        anew.cluster(place.server(), place.storage(), (Path) null);
        Path file = anew.folder().resolve(Resources.CLUSTER + ".yaml");
        Files.writeString(file, Files.readString(file).replace("  backup:\n", "  backup:\n    import: true\n"));
        Product.Outcome outcome = new Product(anew, folder.resolve("work-anew")).once();
        assertThat(outcome.exit()).as(outcome.log()).isZero();
        return backups(anew);
    }
}
