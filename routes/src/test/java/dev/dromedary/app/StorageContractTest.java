package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every storage promises, whatever its type. A subclass says how one is reached. */
abstract class StorageContractTest extends StorageKeysContract {
    private static final int PART = 16 << 20;

    /** More objects than a page of any listing holds. */
    int many() {
        return 2_500;
    }

    @Test
    void whatWasPutIsThere() {
        byte[] body = {0, 1, (byte) 0xff, '\n', '\r'};
        storage.put(key("round/trip"), body, false);

        assertThat(storage.get(key("round/trip"))).isEqualTo(body);
        assertThat(storage.get(key("round/trip"), body.length)).isEqualTo(body);
        assertThat(storage.size(key("round/trip"))).isEqualTo(body.length);
        assertThat(storage.list(key("round/"))).containsExactly(new StoredObject(key("round/trip"), body.length));

        storage.delete(List.of(key("round/trip")));
        assertThat(storage.list(key("round/"))).isEmpty();
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> storage.get(key("round/trip")));
    }

    @Test
    void anEmptyObjectIsAnObject() {
        storage.put(key("empty"), new byte[0], true);

        assertThat(storage.get(key("empty"))).isEmpty();
        assertThat(storage.size(key("empty"))).isZero();
        assertThat(storage.list(key("empty"))).containsExactly(new StoredObject(key("empty"), 0));
    }

    @Test
    void aPartComesBackByteForByte() {
        byte[] body = new byte[PART];
        new Random(7).nextBytes(body);
        storage.put(key("part"), body, true);

        assertThat(storage.size(key("part"))).isEqualTo(PART);
        assertThat(storage.get(key("part"), PART)).isEqualTo(body);
    }

    /** As long as a chunk of an increment in the layout of the reference. */
    @Test
    void aLargeObjectComesBackByteForByte() {
        byte[] body = new byte[64 << 20];
        new Random(9).nextBytes(body);
        storage.put(key("large"), body, true);

        assertThat(storage.size(key("large"))).isEqualTo(body.length);
        // Not by assertThat, which would print both.
        assertThat(Arrays.equals(storage.get(key("large")), body)).isTrue();
        storage.delete(List.of(key("large")));
    }

    @Test
    void aPieceIsWhatTheWholeHasThere() {
        byte[] body = new byte[1_000_000];
        new Random(8).nextBytes(body);
        storage.put(key("pieces"), body, false);

        assertThat(storage.get(key("pieces"), 0, 1)).containsExactly(body[0]);
        assertThat(storage.get(key("pieces"), 0, body.length)).isEqualTo(body);
        assertThat(storage.get(key("pieces"), 300_001, 500_000)).isEqualTo(Arrays.copyOfRange(body, 300_001, 800_001));
        assertThat(storage.get(key("pieces"), 999_999, 1)).containsExactly(body[999_999]);
        assertReason(Reason.ObjectDamaged, "pieces", () -> storage.get(key("pieces"), 999_999, 2));
        assertReason(Reason.ObjectDamaged, "pieces", () -> storage.get(key("pieces"), 1_000_000, 1));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> storage.get(key("missing"), 0, 1));
    }

    @Test
    void anObjectOfAnotherLengthIsDamaged() {
        storage.put(key("short"), new byte[3], false);

        assertReason(Reason.ObjectDamaged, "short", () -> storage.get(key("short"), 4));
    }

    @Test
    void missingObjectsAreNotFound() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> storage.get(key("missing")));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> storage.size(key("missing")));
        assertThatNoException().isThrownBy(() -> storage.delete(List.of(key("missing"))));
        assertThat(storage.list(key("missing"))).isEmpty();
    }

    @Test
    void ifAbsentRefusesAndKeepsWhatIsThere() {
        storage.put(key("once"), new byte[] {1}, true);

        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put(key("once"), new byte[] {1}, true));
        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> storage.put(key("once"), new byte[] {2}, true));
        assertThat(storage.get(key("once"))).containsExactly(1);
    }

    @Test
    void withoutIfAbsentTheLastOneStays() {
        storage.put(key("again"), new byte[] {1, 2}, false);
        storage.put(key("again"), new byte[] {3}, false);

        assertThat(storage.get(key("again"))).containsExactly(3);
    }

    @Test
    void ofManyWritersOneWins() throws Exception {
        int writers = 16;
        var start = new CyclicBarrier(writers);
        try (var pool = Executors.newFixedThreadPool(writers)) {
            for (int round = 0; round < 5; round++) {
                String key = key("race/" + round);
                // The same bytes from all: a winner must not be told by content.
                List<Callable<Boolean>> tasks = IntStream.range(0, writers)
                        .mapToObj(i -> (Callable<Boolean>) () -> {
                            start.await();
                            return wins(key);
                        })
                        .toList();
                int won = 0;
                for (Future<Boolean> result : pool.invokeAll(tasks)) {
                    won += result.get() ? 1 : 0;
                }
                assertWinners(won);
                assertThat(storage.get(key)).containsExactly(42);
            }
        }
    }

    void assertWinners(int won) {
        assertThat(won).isEqualTo(1);
    }

    private boolean wins(String key) {
        try {
            storage.put(key, new byte[] {42}, true);
            return true;
        } catch (AlreadyExistsException e) {
            return false;
        }
    }

    @Test
    void aListIsCompleteAndOfItsPrefixOnly() throws Exception {
        List<String> keys = IntStream.range(0, many())
                .mapToObj(i -> key("many/part." + String.format("%020d", i)))
                .toList();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var puts = new ArrayList<Future<?>>();
            keys.forEach(key -> puts.add(pool.submit(() -> storage.put(key, new byte[] {1}, false))));
            storage.put(key("many.incr/a"), new byte[1], false);
            storage.put(key("many-more"), new byte[1], false);
            for (Future<?> put : puts) {
                put.get();
            }
        }

        assertThat(storage.list(key("many/"))).extracting(StoredObject::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(storage.list(key("many/part." + "0".repeat(18)))).hasSize(100);
        assertThat(storage.list(key("many"))).hasSize(many() + 2);

        storage.delete(keys);
        assertThat(storage.list(key("many")))
                .extracting(StoredObject::key)
                .containsExactlyInAnyOrder(key("many.incr/a"), key("many-more"));
    }

    @Test
    void aStorageIsReplacedAndClosed() throws Exception {
        var first = routes.open("other", description());
        first.put(key("kept"), new byte[] {5}, false);

        var second = routes.open("other", description());
        assertThat(second.get(key("kept"))).containsExactly(5);

        routes.storages().close("other");
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> second.get(key("kept")));
        assertThat(routes.context().getRoute("storage-other")).isNull();
        assertThat(routes.open("other", description()).get(key("kept"))).containsExactly(5);
        routes.storages().close("other");
    }
}
