package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Retention on a plain host, with a server, chains and a storage: what it does not keep goes, objects and resources. */
@TakesMinutes
class PruneIT {
    private KillPlace place;
    private Resources resources;

    @BeforeEach
    void create(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        // Of no finalizer: whoever made them did not ask for their objects to go. They are taken in the order of their
        // files' names.
        for (String name : List.of("a-old", "a-old1", "b-older", "c-new", "c-new1")) {
            resources.backup(name, name.endsWith("1") ? "type: incremental" : "type: full");
        }
        place.workOff();
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    private void retention(String policy) throws IOException {
        Path file = resources.folder().resolve(Resources.CLUSTER + ".yaml");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("( +)enabled: true\n", "$0$1retention: {" + policy + "}\n"));
    }

    private PruneStatus status() {
        PerconaServerMySQL cluster = (PerconaServerMySQL) OpenFolder.look(resources.folder())
                .get(new ResourceKey("PerconaServerMySQL", "default", Resources.CLUSTER));
        return cluster.getStatus().backup.prune;
    }

    private Product.Outcome once(int exit, String... options) throws Exception {
        Product.Outcome outcome = place.place().product().once(options);
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
        return outcome;
    }

    private List<String> objects(String key) throws IOException {
        try (Stream<Path> files = Files.walk(place.place().storage())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> place.place().storage().relativize(file).toString())
                    .filter(file -> file.contains(key))
                    .toList();
        }
    }

    private static String key(PerconaServerMySQLBackup backup) {
        return Path.of(backup.getStatus().destination.replaceFirst("^file://", ""))
                .getFileName()
                .toString();
    }

    private void assertOnlyTheNewChainIsLeft(String old, String older) throws IOException {
        assertThat(resources.backup("a-old")).isNull();
        assertThat(resources.backup("a-old1")).isNull();
        assertThat(resources.backup("b-older")).isNull();
        assertThat(objects(old)).isEmpty();
        assertThat(objects(older)).isEmpty();
        assertThat(resources.backup("c-new1")).isNotNull();
        assertThat(status().removed).isEqualTo(2);
        assertThat(status().removing).isNull();
        assertThat(status().text)
                .startsWith("stays: c-new: the newest that can be restored in file, keepLast 1 in file");
        place.requireClean();
    }

    @Test
    void theChainsThatARuleDoesNotKeepGoWithTheirObjectsAndTheRestCanBeRestored() throws Exception {
        String old = key(resources.backup("a-old"));
        String older = key(resources.backup("b-older"));
        assertThat(objects(old)).isNotEmpty();

        retention("keepLast: 1");
        once(0);

        assertOnlyTheNewChainIsLeft(old, older);
        assertThat(resources.folder().resolve("a-old.yaml")).as("its owner's").exists();
        String events = Files.readString(resources.folder().resolve(".dromedary/events.jsonl"));
        assertThat(events)
                .containsSubsequence(
                        "the chain of a-old, 2 backups, goes: beyond keepLast 1 in file",
                        "the chain of a-old is gone",
                        "the chain of b-older, 1 backups, goes",
                        "the chain of b-older is gone");
        resources.verify("check", "c-new1");
        once(0);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                argumentSet("it is decided and not begun", HaltPoint.enter("local.FolderResources#prune")),
                argumentSet("it is begun", HaltPoint.exit("local.FolderResources#prune")),
                argumentSet(
                        "an increment is asked for",
                        HaltPoint.exit("local.FolderResources#prune").number(2)),
                argumentSet(
                        "all is removed",
                        HaltPoint.exit("step.DeleteBackup#process").number(2)),
                argumentSet(
                        "it is released",
                        HaltPoint.exit("local.FolderResources#release").number(2)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aRemovalThatIsKilledIsEndedByTheNextProcess(HaltPoint moment) throws Exception {
        String old = key(resources.backup("a-old"));
        String older = key(resources.backup("b-older"));

        retention("keepLast: 1");
        once(HaltAgent.KILLED, moment.option(place.place().folder()));
        once(0);

        assertOnlyTheNewChainIsLeft(old, older);
    }

    @Test
    void aStorageThatIsAwayCostsOneChainOnly() throws Exception {
        String old = key(resources.backup("a-old"));
        String older = key(resources.backup("b-older"));

        retention("keepLast: 1");
        try (var away = place.loseStorage()) {
            once(1);
            assertThat(status().failing).startsWith("backup a-old");
            assertThat(status().failed).isEqualTo(1);
            assertThat(resources.backup("b-older").getMetadata().getDeletionTimestamp())
                    .isNull();
        }
        once(0);

        assertOnlyTheNewChainIsLeft(old, older);
    }
}
