package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups that are deleted: their files are taken out of the folder. Every case has a chain of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionIT {
    private static final String MIDDLE = "Cannot delete incremental backup which is in middle of the chain";

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

    private void chain(String... names) throws Exception {
        for (String name : names) {
            place.change();
            resources.deletable(name, name.equals(names[0]) ? "full" : "incremental");
            place.workOff();
        }
    }

    /** What the storage holds of a backup. */
    private List<String> objects(PerconaServerMySQLBackup backup) throws IOException {
        String key = Path.of(backup.getStatus().destination.replaceFirst("^file://", ""))
                .getFileName()
                .toString();
        try (Stream<Path> files = Files.walk(place.place().storage())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> place.place().storage().relativize(file).toString())
                    .filter(file -> file.contains(key + "/") || file.contains(key + "."))
                    .toList();
        }
    }

    private Product.Outcome once(int exit, String... options) throws Exception {
        Product.Outcome outcome = place.place().product().once(options);
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
        return outcome;
    }

    private static String reason(PerconaServerMySQLBackup backup) {
        return KillPlace.reason(backup.getStatus().conditions, "ObjectsRemoved");
    }

    private String events() throws IOException {
        return Files.readString(resources.folder().resolve(".dromedary/events.jsonl"));
    }

    @Test
    void aChainGoesFromItsEndAndNeverFromItsMiddle() throws Exception {
        chain("base", "one", "two", "three");
        List<PerconaServerMySQLBackup> all =
                Stream.of("base", "one", "two", "three").map(resources::backup).toList();

        resources.takeOut("one");
        assertThat(once(1).log()).contains(MIDDLE);
        assertThat(reason(resources.backup("one"))).isEqualTo("MiddleOfChain");
        assertThat(events()).contains("\"reason\":\"MiddleOfChain\",\"message\":\"" + MIDDLE + "\"");
        resources.verify("check", "three");
        once(1);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");

        resources.takeOut("three", "check");
        once(1);
        assertThat(resources.backup("three")).isNull();
        assertThat(objects(all.get(3))).isEmpty();
        assertThat(reason(resources.backup("one"))).isEqualTo("MiddleOfChain");

        resources.takeOut("base");
        once(1);
        assertThat(reason(resources.backup("base"))).isEqualTo("IncrementsFirst");
        assertThat(objects(all.get(0))).isNotEmpty();

        resources.takeOut("two");
        once(0);
        for (PerconaServerMySQLBackup each : all) {
            assertThat(resources.backup(each.getMetadata().getName())).isNull();
            assertThat(objects(each)).isEmpty();
        }
        place.requireClean();
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                argumentSet("before anything is removed", HaltPoint.enter("step.DeleteBackup#process")),
                argumentSet("a manifest is gone", HaltPoint.exit("storage.Folder#delete")),
                argumentSet(
                        "the parts are gone",
                        HaltPoint.exit("storage.Folder#delete").number(2)),
                argumentSet("all is removed", HaltPoint.exit("step.DeleteBackup#process")),
                argumentSet("one is released", HaltPoint.exit("local.FolderResources#release")));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aDeletionThatIsKilledIsEndedByTheNextProcess(HaltPoint moment) throws Exception {
        chain("killed", "killed-too");
        PerconaServerMySQLBackup base = resources.backup("killed");

        resources.takeOut("killed", "killed-too");
        once(HaltAgent.KILLED, moment.option(place.place().folder()));
        once(0);

        assertThat(resources.backup("killed")).isNull();
        assertThat(resources.backup("killed-too")).isNull();
        assertThat(objects(base)).isEmpty();
        place.requireClean();
    }

    @Test
    void aStorageThatIsGoneIsToldAndWaitedForUntilTheAnnotationEndsIt() throws Exception {
        chain("stuck");
        PerconaServerMySQLBackup backup = resources.backup("stuck");
        Path storage = place.place().storage();
        Path away = Files.move(storage, storage.resolveSibling("away"));
        Files.createFile(storage);
        try {
            resources.takeOut("stuck");
            once(1);
            assertThat(reason(resources.backup("stuck"))).isEqualTo("StorageUnreachable");
            assertThat(resources.backup("stuck").getStatus().retry.next).isNotNull();
            assertThat(events()).contains("the objects of " + backup.getStatus().destination + " could not be removed");

            resources.deletable("stuck", "full", "dromedary.dev/abandon-objects: \"true\"");
            once(0);
        } finally {
            Files.delete(storage);
            Files.move(away, storage);
        }
        assertThat(resources.backup("stuck")).isNull();
        assertThat(events())
                .contains("\"reason\":\"ObjectsAbandoned\",\"message\":\"what is in " + backup.getStatus().destination
                        + " was left behind");
        assertThat(objects(backup)).as("nobody has touched them").isNotEmpty();
        once(0);
        assertThat(resources.backup("stuck"))
                .as("the file that was put back for the annotation is no new backup")
                .isNull();
    }
}
