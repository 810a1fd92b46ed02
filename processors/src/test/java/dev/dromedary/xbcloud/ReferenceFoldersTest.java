package dev.dromedary.xbcloud;

import static dev.dromedary.xbcloud.Bucket.BASE;
import static dev.dromedary.xbcloud.Bucket.increment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.part.BackupKeys;
import dev.dromedary.storage.StoredObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of a listing may be a backup of the reference. */
class ReferenceFoldersTest {
    private static final String CHUNK = ".00000000000000000000";

    private static List<StoredObject> listed(String... keys) {
        return Stream.of(keys).map(key -> new StoredObject(key, 50)).toList();
    }

    private static Set<String> folders(String below, String... keys) {
        return ReferenceFolders.of(below, listed(keys)).all().keySet();
    }

    @Test
    void basesAndIncrementsAreFoldersOfTheirOwn() {
        String other = BASE + "2.incr/shop-2024-06-15-08:00:00-incr";

        assertThat(folders(
                        "prefix/",
                        BASE + "/ibdata1" + CHUNK,
                        BASE + "/mysql/user.ibd" + CHUNK,
                        increment(15) + "/ibdata1.delta" + CHUNK,
                        other + "/ibdata1.delta" + CHUNK))
                .containsExactly(BASE, increment(15), other);
        assertThat(ReferenceFolders.of("", listed("a/b" + CHUNK, "a/c/d" + CHUNK))
                        .all()
                        .get("a"))
                .hasSize(2);
    }

    @Test
    void aPrefixIsNoBackupNorIsWhatHasNoChunks() {
        assertThat(folders("", BASE + "/ibdata1" + CHUNK, increment(15) + "/ibdata1.delta" + CHUNK))
                .isEmpty();
        assertThat(folders(
                        "prefix/",
                        "prefix/notes/read me",
                        "prefix/" + "x" + CHUNK,
                        "prefix//x" + CHUNK,
                        BASE + ".md5",
                        BASE + ".incr/x/ibdata1" + CHUNK))
                .isEmpty();
    }

    /** With a manifest it is read by that; without one it was never finished. */
    @Test
    void whatDromedaryHasClaimedIsItsOwn() {
        ReferenceFolders folders = ReferenceFolders.of(
                "prefix/",
                listed(
                        BASE + "/part" + CHUNK,
                        new BackupKeys(BASE).manifest(),
                        increment(15) + "/part" + CHUNK,
                        new BackupKeys(increment(15)).owner(),
                        increment(16) + "/ibdata1.delta" + CHUNK));

        assertThat(folders.all()).containsOnlyKeys(increment(16));
        assertThat(folders.ours(BASE)).isTrue();
        assertThat(folders.ours(increment(16))).isFalse();
    }
}
