package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A chain of three in two folders of a plain host, of which one keeps it longer than the other. */
@TakesMinutes
class PruneFromStorageIT {
    private KillPlace place;
    private Resources resources;
    private Path second;
    private TwoFolders folders;

    @BeforeEach
    void take(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        second = folder.resolve("second");
        folders = TwoFolders.fill(place, second);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    @Test
    void itGoesFromTheOneAndIsRestoredFromTheOther() throws Exception {
        Set<String> whole = folders.old(second);

        folders.storages("keepLast: 1", "keepLast: 5");
        folders.once(0);

        folders.assertItIsInTheSecondAlone(whole);
        assertThat(Files.readString(resources.folder().resolve(".dromedary/events.jsonl")))
                .containsSubsequence(
                        "the chain of a-old, 3 backups, goes from file: beyond keepLast 1 in file; stays: keepLast 5",
                        "it was removed from file",
                        "the chain of a-old is gone from file");

        place.place().server().sql("DROP DATABASE shop");
        resources.restore("back", "a-old2");
        folders.once(0);
        assertThat(resources.restore("back").getStatus().state).hasToString("SUCCEEDED");
        assertThat(place.place().server().checksums()).isEqualTo(folders.data());

        resources.verify("check", "a-old1");
        resources.backup("c-more", "type: incremental\nincrementalBaseBackupName: a-old");
        folders.once(1);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        assertThat(folders.status("c-more").stateDescription).contains("was removed from the storage");
        resources.remove("c-more");

        folders.storages("keepLast: 1", "keepLast: 1");
        folders.once(0);
        assertThat(resources.backup("a-old2")).isNull();
        assertThat(resources.backup("a-old")).isNull();
        assertThat(TwoFolders.objects(place.place().storage()))
                .isEqualTo(TwoFolders.objects(second))
                .isNotEmpty();
    }

    @Test
    void aCopyGoesAndTheOtherStays() throws Exception {
        Set<String> whole = folders.old(second);

        folders.storages("keepLast: 5", "keepLast: 1");
        folders.once(0);

        assertThat(folders.old(second)).isEmpty();
        assertThat(folders.old(place.place().storage())).isEqualTo(whole);
        assertThat(folders.status("a-old").copies.getFirst().state).isEqualTo(CopyState.REMOVED);
        assertThat(KillPlace.reason(folders.status("a-old").conditions, "Copied"))
                .isEmpty();
        folders.once(0);
        assertThat(folders.old(second)).as("it is not copied again").isEmpty();
        resources.verify("check", "a-old2");
        folders.once(0);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                argumentSet("a member was asked", HaltPoint.exit("reconcile.PruneReport#leaves")),
                argumentSet("nothing is removed", HaltPoint.enter("step.RemoveFromStorage#process")),
                argumentSet(
                        "its manifest is removed",
                        HaltPoint.exit("storage.Folder#delete").number(2)),
                argumentSet("that is not written", HaltPoint.exit("reconcile.RemovalReport#removed")),
                argumentSet(
                        "the base is on its way",
                        HaltPoint.exit("storage.Folder#delete").number(10)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void whereverItIsKilledItCanBeRestoredAndTheNextProcessEndsIt(HaltPoint moment) throws Exception {
        Set<String> whole = folders.old(second);

        folders.storages("keepLast: 1", "keepLast: 5");
        folders.once(HaltAgent.KILLED, moment.option(place.place().folder()));
        assertThat(folders.old(second)).isEqualTo(whole);
        resources.verify("check", "a-old2");
        folders.once(0);

        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        folders.assertItIsInTheSecondAlone(whole);
        place.requireClean();
    }

    @Test
    void aStorageThatIsAwayIsTriedAgain() throws Exception {
        Set<String> whole = folders.old(second);

        folders.storages("keepLast: 1", "keepLast: 5");
        try (var away = place.loseStorage()) {
            folders.once(1);
            assertThat(folders.status().failing).startsWith("backup a-old2 does not go from file: ");
            assertThat(folders.status("a-old2").removeRetry.failures).isPositive();
            resources.verify("check", "a-old2");
            folders.once(1);
            assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        }
        folders.once(0);

        folders.assertItIsInTheSecondAlone(whole);
    }

    /** Statuses say that the copy is whole, and somebody has removed a part of it. */
    @Test
    void aCopyThatIsNotWholeIsCompletedBeforeAnythingGoes() throws Exception {
        Set<String> whole = folders.old(second);
        String part = whole.stream()
                .filter(key -> key.contains("-incr/part."))
                .findFirst()
                .orElseThrow();
        Files.delete(second.resolve(part));

        folders.storages("keepLast: 1", "keepLast: 5");
        place.place().product().once();
        place.place().product().once();
        folders.once(0);

        folders.assertItIsInTheSecondAlone(whole);
        assertThat(Stream.of("a-old1", "a-old2").flatMap(this::warnings))
                .anySatisfy(line -> assertThat(line).contains("\"reason\":\"LastPlace\""));
        resources.verify("check", "a-old2");
        folders.once(0);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
    }

    private Stream<String> warnings(String backup) {
        try {
            return resources.warnings(backup).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whoAsksForTheLastPlaceOrFromBelowIsRefused() throws Exception {
        for (String name : List.of("a-old", "a-old2")) {
            Path file = resources.folder().resolve(name + ".yaml");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst(
                                    "metadata:\n",
                                    "metadata:\n  annotations: {" + Names.REMOVE_ANNOTATION + ": second}\n"));
        }
        folders.once(1);

        assertThat(KillPlace.reason(folders.status("a-old").conditions, "RemovedFrom"))
                .isIn("IncrementsFirst", "Removed");
        assertThat(folders.status("a-old2").copies.getFirst().state).isEqualTo(CopyState.REMOVED);
        assertThat(folders.status("a-old").copies.getFirst().state).isEqualTo(CopyState.COMPLETE);
    }
}
