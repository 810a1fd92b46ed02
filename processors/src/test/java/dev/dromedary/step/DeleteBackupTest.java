package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.chain.Member;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteBackupTest {
    private static final String BASE = "backups/c-1-full";
    private static final String ONE = BASE + ".incr/c-2-incr";
    private static final String TWO = BASE + ".incr/c-3-incr";

    /** Keys that begin as those of the chain do, and are not of it. */
    private static final List<String> NEIGHBOURS = List.of(
            BASE + "-2/part.00000000000000000000",
            BASE + "-2.owner.json",
            BASE + ".note",
            BASE + ".incremental/x",
            "backups/c-1-ful");

    private final MemoryStorage storage = new MemoryStorage();

    @BeforeEach
    void store() {
        store(BASE, 3);
        store(ONE, 2);
        store(TWO, 2);
        NEIGHBOURS.forEach(key -> storage.put(key, new byte[1], true));
    }

    private void store(String key, int parts) {
        BackupKeys keys = new BackupKeys(key);
        Member member = Manifests.base(key, 1);
        storage.put(keys.owner(), OwnerFile.encode(owner(key)), true);
        for (int i = 0; i < parts; i++) {
            storage.put(keys.part(i), new byte[] {1}, true);
        }
        storage.put(keys.manifest(), ManifestFile.encode(member.manifest()), true);
    }

    private static Manifest.Owner owner(String key) {
        return Manifests.base(key, 1).manifest().owner();
    }

    private static int remove(MemoryStorage storage, String key, boolean base) {
        return DeleteBackup.remove(storage, key, owner(key), null, base);
    }

    @Test
    void aBaseTakesItsIncrementsAndNobodyElse() {
        assertThat(remove(storage, BASE, true)).isEqualTo(5 + 4 + 4);

        assertThat(storage.keys()).containsExactlyInAnyOrderElementsOf(NEIGHBOURS);
    }

    @Test
    void anIncrementLeavesTheChainBelowIt() {
        Set<String> before = new TreeSet<>(storage.keys());
        before.removeIf(key -> key.startsWith(TWO));

        assertThat(remove(storage, TWO, false)).isEqualTo(4);

        assertThat(storage.keys()).isEqualTo(before);
    }

    @Test
    void whatIsGoneMayBeRemovedAgain() {
        remove(storage, BASE, true);

        assertThat(remove(storage, BASE, true)).isZero();
    }

    @Test
    void whereverItIsCutOffNoManifestLacksAPartAndTheNextRunEndsIt() {
        int all = storage.keys().size() - NEIGHBOURS.size();
        for (int deletions = 0; deletions < all; deletions++) {
            MemoryStorage cut = storage.cutAfter(deletions);

            assertThatThrownBy(() -> remove(cut, BASE, true)).isInstanceOf(MemoryStorage.CutOff.class);

            for (String key : List.of(BASE, ONE, TWO)) {
                assertWholeOrClaimed(cut, key);
            }
            cut.repair();
            remove(cut, BASE, true);
            assertThat(cut.keys()).containsExactlyInAnyOrderElementsOf(NEIGHBOURS);
        }
    }

    private void assertWholeOrClaimed(MemoryStorage cut, String key) {
        BackupKeys keys = new BackupKeys(key);
        if (cut.keys().contains(keys.manifest())) {
            assertThat(cut.list(keys.parts())).hasSameSizeAs(storage.list(keys.parts()));
        }
        if (!cut.list(keys.parts()).isEmpty()) {
            assertThat(cut.keys()).contains(keys.owner());
        }
    }

    @Test
    void theIncrementsGoBeforeTheirBase() {
        MemoryStorage cut = storage.cutAfter(8);

        assertThatThrownBy(() -> remove(cut, BASE, true)).isInstanceOf(MemoryStorage.CutOff.class);

        assertThat(cut.keys()).contains(new BackupKeys(BASE).manifest()).noneMatch(key -> key.startsWith(ONE));
    }

    @Test
    void whatBelongsToAnotherStaysWhole() {
        BackupKeys keys = new BackupKeys(BASE);
        storage.put(keys.owner(), OwnerFile.encode(new Manifest.Owner("ns2", "b", "uid-2", "c")), false);

        assertTaken("belongs to ns2/b, uid uid-2");
        storage.put(keys.owner(), new byte[] {'?'}, false);
        assertTaken("an unreadable claim");
        storage.delete(List.of(keys.owner()));
        storage.put(
                keys.manifest(),
                ManifestFile.encode(Manifests.base("other/" + BASE, 1).manifest()),
                false);
        assertTaken("belongs to default/other");
    }

    @Test
    void anImportedBackupGoesByTheUidOfWhoTookIt() {
        Manifest.Owner importer = new Manifest.Owner("elsewhere", "imported", "uid-9", "c");
        String taker = owner(BASE).uid();

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> DeleteBackup.remove(storage, BASE, importer, "uid-8", true));
        assertThat(DeleteBackup.remove(storage, BASE, importer, taker, true)).isEqualTo(5 + 4 + 4);
        assertThat(storage.keys()).containsExactlyInAnyOrderElementsOf(NEIGHBOURS);
    }

    @Test
    void anIncrementOfAnotherClusterKeepsTheBase() {
        storage.put(
                new BackupKeys(TWO).owner(), OwnerFile.encode(new Manifest.Owner("default", "x", "uid", "d")), false);

        assertTaken("belongs to default/x");
    }

    private void assertTaken(String named) {
        Set<String> before = new TreeSet<>(storage.keys());
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> remove(storage, BASE, true))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DestinationTaken))
                .withMessageContaining(named);
        assertThat(storage.keys()).isEqualTo(before);
    }

    @Test
    void whatTheReferenceTookIsRemovedWithItsChecksums() {
        String key = "backups/c-9-full";
        List.of(
                        key + "/xtrabackup_info.00000000000000000000",
                        key + "/mysql/t.ibd.00000000000000000000",
                        key + ".md5",
                        key + ".incr/c-10-incr/t.ibd.delta.00000000000000000000",
                        key + ".incr/c-10-incr.md5",
                        key + "/")
                .forEach(each -> storage.put(each, new byte[1], true));

        assertThat(remove(storage, key, true)).isEqualTo(5);

        assertThat(storage.list(key)).extracting("key").containsExactly(key + "/");
    }
}
