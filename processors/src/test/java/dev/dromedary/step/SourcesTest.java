package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.chain.Part;
import dev.dromedary.part.Hash;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private final BackupException down = new BackupException(Reason.StorageUnreachable, "nobody answers", "");

    private final MemoryStorage first = new MemoryStorage();
    private final MemoryStorage second = new MemoryStorage();
    private final Sources sources = new Sources();

    @BeforeEach
    void store() {
        for (MemoryStorage storage : new MemoryStorage[] {first, second}) {
            storage.put("a", bytes("a"), true);
            storage.put("b", bytes("b"), true);
        }
        sources.add("first", first);
        sources.add("second", second);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Part part(String key) {
        return new Part(key, 1, Hash.sha256(bytes(key)));
    }

    @Test
    void theNearestIsAskedAloneWhileItHasAll() {
        second.objects.clear();

        assertThat(sources.part(part("a"))).isEqualTo(bytes("a"));
        assertThat(sources.told()).isNull();
    }

    @Test
    void eachPartComesFromWhereItIsWhole() {
        first.objects.remove("a");
        second.put("b", bytes("x"), false);

        assertThat(sources.part(part("a"))).isEqualTo(bytes("a"));
        assertThat(sources.part(part("b"))).isEqualTo(bytes("b"));
        assertThat(sources.told())
                .isEqualTo("1 objects came from second; first: the object a is missing from the storage");
    }

    @Test
    void whatIsWholeNowhereIsToldOfByTheMostThatIsKnown() {
        first.objects.remove("a");
        second.put("a", bytes("x"), false);
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> sources.part(part("a")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ObjectDamaged));

        second.objects.remove("a");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> sources.part(part("a")));
    }

    @Test
    void oneThatIsDownIsNotWaitedForAgain() {
        Sources some = new Sources();
        CountingStorage down = new CountingStorage();
        some.add("down", down);
        some.add("second", second);

        some.part(part("a"));
        some.part(part("b"));

        assertThat(down.asked).isEqualTo(1);
        assertThat(some.told()).isEqualTo("2 objects came from second; down: nobody answers");
    }

    /** Down, and counts how often that was found out. */
    private final class CountingStorage implements Storage {
        private final Storage dead = new UnopenedStorage(down);
        private int asked;

        @Override
        public byte[] get(String key) {
            asked++;
            return dead.get(key);
        }

        @Override
        public void put(String key, byte[] body, boolean ifAbsent) {
            dead.put(key, body, ifAbsent);
        }

        @Override
        public long size(String key) {
            return dead.size(key);
        }

        @Override
        public java.util.List<dev.dromedary.storage.StoredObject> list(String prefix) {
            return dead.list(prefix);
        }

        @Override
        public void delete(java.util.List<String> keys) {
            dead.delete(keys);
        }
    }

    private Map<String, BackupException> missing(Storage storage) {
        Map<String, BackupException> missing = new TreeMap<>();
        for (String key : new String[] {"a", "b"}) {
            if (storage.list(key).isEmpty()) {
                missing.put(key, new BackupException(Reason.ObjectMissing, key + " is missing", ""));
            }
        }
        return missing;
    }

    @Test
    void theFirstThatHasAllIsTheNearest() {
        first.objects.remove("a");

        sources.nearest(this::missing);

        assertThat(sources.told()).isEqualTo("first: a is missing; the chain is taken from second");
        second.put("b", bytes("x"), false);
        assertThat(sources.part(part("b"))).isEqualTo(bytes("b"));
        assertThat(sources.told()).startsWith("1 objects came from first; ");
    }

    @Test
    void whereNoneHasAllTogetherTheyMay() {
        first.objects.remove("a");
        second.objects.remove("b");

        sources.nearest(this::missing);

        second.objects.remove("a");
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> sources.nearest(this::missing))
                .withMessage("a is missing");
    }

    @Test
    void ofStoragesThatAreAllDownTheFirstIsNamed() {
        Sources none = new Sources();
        none.add("one", new UnopenedStorage(down));
        none.add("two", new UnopenedStorage(new BackupException(Reason.StorageDenied, "no", "")));

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> none.nearest(this::missing))
                .isSameAs(down);
    }
}
