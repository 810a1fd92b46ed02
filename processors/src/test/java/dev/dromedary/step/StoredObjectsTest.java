package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Manifests;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import dev.dromedary.run.OwnerFile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The file of checksums, which other readers of the layout xbcloud go by, is one of the objects that are looked at. */
class StoredObjectsTest {
    private static final String KEY = StoredChain.BASE + ".md5";
    private static final byte[] SUMS =
            "900150983cd24fb0d6963f7d28e17f72  ibdata1.00000000000000000000\n".getBytes(StandardCharsets.UTF_8);

    private final BackupKeys keys = new BackupKeys(StoredChain.BASE);
    private final MemoryStorage storage = new MemoryStorage();
    private final Manifest plain = Manifests.base(StoredChain.BASE, 1000).manifest();

    @BeforeEach
    void store() {
        storage.put(keys.owner(), OwnerFile.encode(plain.owner()), false);
        storage.put(KEY, SUMS, false);
    }

    /** As it is read again. */
    private List<BackupException> look(String checksums) {
        byte[] file = ManifestFile.encode(Manifests.inChunks(plain, List.of(), checksums));
        return StoredObjects.look(
                        storage,
                        keys,
                        ManifestFile.decode(keys.manifest(), file).manifest())
                .problems();
    }

    private void requireFound(Reason reason, String text) {
        assertThat(look(Hash.sha256(SUMS)))
                .extracting(BackupException::reason, BackupException::getMessage)
                .containsExactly(tuple(reason, "the object " + KEY + text));
    }

    @Test
    void whatWasStoredIsGood() {
        assertThat(look(Hash.sha256(SUMS))).isEmpty();
    }

    @Test
    void everyChangeIsFound() {
        for (int at = 0; at < SUMS.length; at++) {
            byte[] flipped = SUMS.clone();
            flipped[at] ^= 1;
            storage.put(KEY, flipped, false);
            requireFound(Reason.ObjectDamaged, " is not what was stored: its hash differs");
        }
        for (int length : new int[] {0, SUMS.length - 1, SUMS.length + 1}) {
            storage.put(KEY, Arrays.copyOf(SUMS, length), false);
            requireFound(Reason.ObjectDamaged, " is not what was stored: its hash differs");
        }
        storage.delete(List.of(KEY));
        requireFound(Reason.ObjectMissing, " is missing");
    }

    /** Sealed before manifests said what lies there, or by nobody at all. */
    @Test
    void aManifestThatDoesNotKnowItAsksForNone() {
        storage.delete(List.of(KEY));

        assertThat(look(null)).isEmpty();
    }
}
