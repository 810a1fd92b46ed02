package dev.dromedary.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolTest {
    static final Spool.Tap NO_TAP = (buffer, offset, length) -> {};

    @TempDir
    Path directory;

    private Spool spool(int sliceSize, int buffers, long diskLimit, boolean wait) {
        return new Spool(
                new Spool.Settings(directory, sliceSize, buffers, diskLimit, wait, Duration.ZERO), () -> false);
    }

    @Property(tries = 60)
    void whatGoesInComesOut(
            @ForAll @IntRange(min = 0, max = 4000) int length,
            @ForAll @IntRange(min = 1, max = 700) int sliceSize,
            @ForAll @IntRange(min = 1, max = 4) int buffers,
            @ForAll @IntRange(min = 1, max = 4) int takers)
            throws Exception {
        Path folder = Files.createTempDirectory("spool");
        byte[] source = new byte[length];
        new Random(length).nextBytes(source);
        ByteArrayOutputStream tapped = new ByteArrayOutputStream();
        Map<Integer, byte[]> taken = new ConcurrentSkipListMap<>();
        Random hurry = new Random(length);
        var settings =
                new Spool.Settings(folder, sliceSize, buffers, Long.MAX_VALUE, false, Duration.ofNanos(length * 100L));
        try (Spool spool = new Spool(settings, hurry::nextBoolean)) {
            Thread filler =
                    Thread.ofPlatform().start(() -> spool.fill(new ByteArrayInputStream(source), tapped::write));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < takers; i++) {
                threads.add(Thread.ofPlatform().start(() -> takeAll(spool, taken)));
            }
            spool.awaitEnd();
            filler.join();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        new TreeMap<>(taken).values().forEach(joined::writeBytes);
        assertThat(joined.toByteArray()).isEqualTo(source);
        assertThat(tapped.toByteArray()).isEqualTo(source);
        Files.delete(folder);
    }

    static void takeAll(Spool spool, Map<Integer, byte[]> taken) {
        try {
            for (Slice slice; (slice = spool.take()) != null; slice.close()) {
                taken.put(slice.index(), Arrays.copyOf(slice.bytes(), slice.length()));
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutATakerTheStreamIsReadToItsEndAllTheSame() throws Exception {
        try (Spool spool = spool(10, 2, 1000, false)) {
            assertThat(spool.fill(new ByteArrayInputStream(new byte[95]), NO_TAP))
                    .isTrue();
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(8);
            }
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFullSpoolFailsTheRunRatherThanTheServer() throws Exception {
        try (Spool spool = spool(10, 2, 30, false)) {
            assertThat(spool.fill(new ByteArrayInputStream(new byte[95]), NO_TAP))
                    .isFalse();
            assertThatThrownBy(spool::take).isInstanceOfSatisfying(BackupException.class, e -> assertThat(e.reason())
                    .isEqualTo(Reason.SpoolFull));
        }
    }

    /** Chunks are tiny for the most part; what one of them could have is no measure. */
    @Test
    void whatWaitsOnDiskCountsWithItsOwnLength() throws Exception {
        try (Spool spool = spool(10, 1, 100, false)) {
            assertThat(spool.fill(new TinyCuts(90))).isTrue();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                try (Slice slice = spool.take()) {
                    names.add(slice.name());
                    assertThat(slice.bytes()).containsExactly(i + 1);
                }
            }
            assertThat(names).startsWith("slice 0", "slice 1").endsWith("slice 89");
            assertThat(spool.take()).isNull();
        }
    }

    @Test
    void aFullSpoolMayStallTheToolInstead() throws Exception {
        try (Spool spool = spool(10, 2, 30, true)) {
            Thread filler = Thread.ofPlatform().start(() -> spool.fill(new ByteArrayInputStream(new byte[95]), NO_TAP));
            Map<Integer, byte[]> taken = new TreeMap<>();
            takeAll(spool, taken);
            filler.join();
            assertThat(taken).hasSize(10);
        }
    }

    @Test
    void aSourceThatFailsReachesTheTaker() throws Exception {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the pipe broke");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        try (Spool spool = spool(10, 2, 100, false)) {
            spool.fill(failing, NO_TAP);
            assertThatThrownBy(spool::take).hasMessageContaining("the pipe broke");
        }
    }

    @Test
    void aTapThatRefusesEndsIt() throws Exception {
        BackupException refusal = new BackupException(Reason.StreamDamaged, "bad magic", "");
        try (Spool spool = spool(10, 2, 100, false)) {
            spool.fill(new ByteArrayInputStream(new byte[5]), (buffer, offset, length) -> {
                throw refusal;
            });
            assertThatThrownBy(spool::awaitEnd).isSameAs(refusal);
        }
    }

    @Test
    void theFirstFailureIsTheOneThatIsTold() throws Exception {
        BackupException first = new BackupException(Reason.StorageDenied, "no", "");
        try (Spool spool = spool(10, 2, 100, false)) {
            spool.fail(first);
            spool.fail(new IllegalStateException("later"));
            assertThatThrownBy(spool::awaitEnd).isSameAs(first);
        }
    }
}
