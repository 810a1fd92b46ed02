package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final List<String> OLD = List.of("a-old", "a-old1", "a-old2");

    private KillPlace place;
    private Resources resources;
    private Path second;
    private List<String> data;

    @BeforeEach
    void take(@TempDir Path folder) throws Exception {
        place = KillPlace.create(folder);
        resources = place.place().resources();
        second = folder.resolve("second");
        storages("", "");
        resources.full("a-old");
        place.workOff();
        for (String name : List.of("a-old1", "a-old2")) {
            place.change();
            resources.increment(name);
            place.workOff();
        }
        data = place.place().server().checksums();
        resources.full("b-new");
        place.workOff();
        assertThat(objects(place.place().storage())).isEqualTo(objects(second)).isNotEmpty();
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    private void storages(String first, String copy) throws IOException {
        resources.cluster(
                place.place().server(), null, """
                file:
                  type: file
                  options: {directory: %s}
                  copies: [second]
                  retention: {%s}
                second:
                  type: file
                  options: {directory: %s}
                  retention: {%s}
                """.formatted(place.place().storage(), first, second, copy));
    }

    private PruneStatus status() {
        PerconaServerMySQL cluster = (PerconaServerMySQL) OpenFolder.look(resources.folder())
                .get(new ResourceKey("PerconaServerMySQL", "default", Resources.CLUSTER));
        return cluster.getStatus().backup.prune;
    }

    private BackupStatus status(String backup) {
        return resources.backup(backup).getStatus();
    }

    private void once(int exit, String... options) throws Exception {
        Product.Outcome outcome = place.place().product().once(options);
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
    }

    private static Set<String> objects(Path storage) throws IOException {
        return CopiesPlace.objects(storage).keySet();
    }

    /** Of the old chain. */
    private Set<String> old(Path storage) throws IOException {
        String base = Path.of(status("a-old").destination.replaceFirst("^file://", ""))
                .getFileName()
                .toString();
        return objects(storage).stream().filter(key -> key.startsWith(base)).collect(Collectors.toSet());
    }

    private void assertItIsInTheSecondAlone(Set<String> whole) throws IOException {
        assertThat(old(place.place().storage())).isEmpty();
        assertThat(old(second)).isEqualTo(whole);
        for (String member : OLD) {
            assertThat(status(member).storageState).isEqualTo(CopyState.REMOVED);
            assertThat(KillPlace.reason(status(member).conditions, "RemovedFrom"))
                    .isEqualTo("Removed");
        }
        assertThat(status("b-new").storageState).isNull();
        assertThat(status().removing).isNull();
        assertThat(status().failing).isNull();
        assertThat(status().text).contains("stays: a-old: keepLast 5 in second");
    }

    @Test
    void itGoesFromTheOneAndIsRestoredFromTheOther() throws Exception {
        Set<String> whole = old(second);

        storages("keepLast: 1", "keepLast: 5");
        once(0);

        assertItIsInTheSecondAlone(whole);
        assertThat(Files.readString(resources.folder().resolve(".dromedary/events.jsonl")))
                .containsSubsequence(
                        "the chain of a-old, 3 backups, goes from file: beyond keepLast 1 in file; stays: keepLast 5",
                        "it was removed from file",
                        "the chain of a-old is gone from file");

        place.place().server().sql("DROP DATABASE shop");
        resources.restore("back", "a-old2");
        once(0);
        assertThat(resources.restore("back").getStatus().state).hasToString("SUCCEEDED");
        assertThat(place.place().server().checksums()).isEqualTo(data);

        resources.verify("check", "a-old1");
        resources.backup("c-more", "type: incremental\nincrementalBaseBackupName: a-old");
        once(1);
        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        assertThat(status("c-more").stateDescription).contains("was removed from the storage");
        resources.remove("c-more");

        storages("keepLast: 1", "keepLast: 1");
        once(0);
        assertThat(resources.backup("a-old2")).isNull();
        assertThat(resources.backup("a-old")).isNull();
        assertThat(objects(place.place().storage())).isEqualTo(objects(second)).isNotEmpty();
    }

    @Test
    void aCopyGoesAndTheOtherStays() throws Exception {
        Set<String> whole = old(second);

        storages("keepLast: 5", "keepLast: 1");
        once(0);

        assertThat(old(second)).isEmpty();
        assertThat(old(place.place().storage())).isEqualTo(whole);
        assertThat(status("a-old").copies.getFirst().state).isEqualTo(CopyState.REMOVED);
        assertThat(KillPlace.reason(status("a-old").conditions, "Copied")).isEmpty();
        once(0);
        assertThat(old(second)).as("it is not copied again").isEmpty();
        resources.verify("check", "a-old2");
        once(0);
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
        Set<String> whole = old(second);

        storages("keepLast: 1", "keepLast: 5");
        once(HaltAgent.KILLED, moment.option(place.place().folder()));
        assertThat(old(second)).isEqualTo(whole);
        resources.verify("check", "a-old2");
        once(0);

        assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        assertItIsInTheSecondAlone(whole);
        place.requireClean();
    }

    @Test
    void aStorageThatIsAwayIsTriedAgain() throws Exception {
        Set<String> whole = old(second);

        storages("keepLast: 1", "keepLast: 5");
        try (var away = place.loseStorage()) {
            once(1);
            assertThat(status().failing).startsWith("backup a-old2 does not go from file: ");
            assertThat(status("a-old2").removeRetry.failures).isPositive();
            resources.verify("check", "a-old2");
            once(1);
            assertThat(resources.restore("check").getStatus().state).hasToString("SUCCEEDED");
        }
        once(0);

        assertItIsInTheSecondAlone(whole);
    }

    /** Statuses say that the copy is whole, and somebody has removed a part of it. */
    @Test
    void aCopyThatIsNotWholeIsCompletedBeforeAnythingGoes() throws Exception {
        Set<String> whole = old(second);
        String part = whole.stream()
                .filter(key -> key.contains("-incr/part."))
                .findFirst()
                .orElseThrow();
        Files.delete(second.resolve(part));

        storages("keepLast: 1", "keepLast: 5");
        place.place().product().once();
        place.place().product().once();
        once(0);

        assertItIsInTheSecondAlone(whole);
        assertThat(Stream.of("a-old1", "a-old2").flatMap(this::warnings))
                .anySatisfy(line -> assertThat(line).contains("\"reason\":\"LastPlace\""));
        resources.verify("check", "a-old2");
        once(0);
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
        once(1);

        assertThat(KillPlace.reason(status("a-old").conditions, "RemovedFrom")).isIn("IncrementsFirst", "Removed");
        assertThat(status("a-old2").copies.getFirst().state).isEqualTo(CopyState.REMOVED);
        assertThat(status("a-old").copies.getFirst().state).isEqualTo(CopyState.COMPLETE);
    }
}
