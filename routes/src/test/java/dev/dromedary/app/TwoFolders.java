package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PruneStatus;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A chain of three and a newer backup, in two folders of a plain host.
 *
 * @param second folder, in which the backups' copies are
 * @param data the checksums of the tables when the chain ended
 */
record TwoFolders(KillPlace place, Path second, List<String> data) {
    private static final List<String> OLD = List.of("a-old", "a-old1", "a-old2");

    static TwoFolders fill(KillPlace place, Path second) throws Exception {
        Resources resources = place.place().resources();
        TwoFolders made = new TwoFolders(place, second, new ArrayList<>());
        made.storages("", "");
        resources.full("a-old");
        place.workOff();
        for (String name : List.of("a-old1", "a-old2")) {
            place.change();
            resources.increment(name);
            place.workOff();
        }
        made.data().addAll(place.place().server().checksums());
        resources.full("b-new");
        place.workOff();
        assertThat(objects(place.place().storage())).isEqualTo(objects(second)).isNotEmpty();
        return made;
    }

    /** Says what the retention of the two is. */
    void storages(String first, String copy) throws IOException {
        place.place().resources().cluster(place.place().server(), null, """
                file:
                  type: file
                  options: {directory: %s}
                  copies: [second]
                  retention: {%s}
                second:
                  type: file
                  options: {directory: %s}
                  retention: {%s}
                """.formatted(
                        place.place().storage(), first, second, copy));
    }

    PruneStatus status() {
        PerconaServerMySQL cluster =
                (PerconaServerMySQL) OpenFolder.look(place.place().resources().folder())
                        .get(new ResourceKey("PerconaServerMySQL", "default", Resources.CLUSTER));
        return cluster.getStatus().backup.prune;
    }

    BackupStatus status(String backup) {
        return place.place().resources().backup(backup).getStatus();
    }

    void once(int exit, String... options) throws Exception {
        Product.Outcome outcome = place.place().product().once(options);
        assertThat(outcome.exit()).as(outcome.log()).isEqualTo(exit);
    }

    static Set<String> objects(Path storage) throws IOException {
        return CopiesPlace.objects(storage).keySet();
    }

    /** Of the old chain. */
    Set<String> old(Path storage) throws IOException {
        String base = Path.of(status("a-old").destination.replaceFirst("^file://", ""))
                .getFileName()
                .toString();
        return objects(storage).stream().filter(key -> key.startsWith(base)).collect(Collectors.toSet());
    }

    void assertItIsInTheSecondAlone(Set<String> whole) throws IOException {
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
}
