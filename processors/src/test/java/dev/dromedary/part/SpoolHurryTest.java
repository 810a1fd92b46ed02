package dev.dromedary.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the tool waits for a buffer, and when a slice goes to disk instead. */
@Timeout(60)
class SpoolHurryTest {
    @TempDir
    Path directory;

    /** What went to disk once must not send all that follows there. */
    @Test
    void theToolIsSlowedBeforeTheDiskIsUsedAgain() throws Exception {
        Map<Integer, byte[]> taken = new ConcurrentSkipListMap<>();
        AtomicReference<Spool> spool = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        Thread taker = Thread.ofPlatform().unstarted(() -> SpoolTest.takeAll(spool.get(), taken));
        BooleanSupplier inAHurryForTheThird = () -> {
            int slice = asked.getAndIncrement();
            if (slice == 3) {
                taker.start();
            }
            return slice == 2;
        };
        // Room on disk for one.
        spool.set(
                new Spool(new Spool.Settings(directory, 10, 2, 10, false, Duration.ofMinutes(1)), inAHurryForTheThird));
        try (Spool opened = spool.get()) {
            assertThat(opened.fill(new ByteArrayInputStream(new byte[95]), SpoolTest.NO_TAP))
                    .isTrue();
            opened.awaitEnd();
            taker.join();
            assertThat(taken).hasSize(10);
        }
    }

    @Test
    void inAHurryNothingWaits() throws Exception {
        try (Spool spool =
                new Spool(new Spool.Settings(directory, 10, 2, 1000, false, Duration.ofHours(1)), () -> true)) {
            assertThat(spool.fill(new ByteArrayInputStream(new byte[95]), SpoolTest.NO_TAP))
                    .isTrue();
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(8);
            }
        }
    }
}
