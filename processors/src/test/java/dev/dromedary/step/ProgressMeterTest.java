package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressMeterTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path data;

    private Instant time = START;
    private ProgressMeter meter;
    private StreamTap tap;

    /** 10 000 bytes of data. */
    @BeforeEach
    void begin() throws IOException {
        Files.createDirectory(data.resolve("shop"));
        Files.write(data.resolve("ibdata1"), new byte[2000]);
        Files.write(data.resolve("shop/a.ibd"), new byte[3000]);
        Files.write(data.resolve("shop/b.ibd"), new byte[5000]);
        meter = ProgressMeter.of(data, new TestClock());
        tap = meter.tap(Dialect.MARIADB);
    }

    @AfterEach
    void end() {
        meter.close();
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return time;
        }
    }

    private void ended(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] chunk = ByteBuffer.allocate(14 + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("XBSTCK01\0E".getBytes(StandardCharsets.UTF_8))
                .putInt(name.length)
                .put(name)
                .array();
        tap.accept(chunk, 0, chunk.length);
    }

    private Progress at(int seconds) {
        time = START.plusSeconds(seconds);
        return meter.now();
    }

    @Test
    void atTheStartNothingIsDoneAndNoEndIsInSight() {
        assertThat(at(0)).isEqualTo(new Progress("Streaming", 0, 0, 0, null));
    }

    @Test
    void bytesAreCountedPerSecondAndFilesByTheirSizes() {
        meter.add(3000);
        meter.add(1000);
        ended("ibdata1");

        assertThat(at(10)).isEqualTo(new Progress("Streaming", 4000, 400, 20, START.plusSeconds(50)));

        ended("shop/a.ibd");

        assertThat(at(20)).isEqualTo(new Progress("Streaming", 4000, 200, 50, START.plusSeconds(40)));
    }

    @Test
    void anIncrementsFileWeighsWhatWasRead() {
        meter.add(10);
        ended("shop/b.ibd.delta");
        ended("shop/b.ibd.meta");

        assertThat(at(10)).isEqualTo(new Progress("Streaming", 10, 1, 50, START.plusSeconds(20)));
    }

    /** The tool is judged after the last byte, and what is written again counts twice. */
    @Test
    void itIsNeverDoneBeforeItsEnd() {
        ended("ibdata1");
        ended("shop/a.ibd");
        ended("shop/b.ibd");
        ended("shop/b.ibd");

        assertThat(at(99)).isEqualTo(new Progress("Streaming", 0, 0, 99, START.plusSeconds(100)));
    }

    @Test
    void withoutSizesTheShareIsNotKnown() {
        try (ProgressMeter blind = ProgressMeter.of(data.resolve("nowhere"), new TestClock())) {
            blind.add(500);
            time = START.plusMillis(500);

            assertThat(blind.now()).isEqualTo(new Progress("Streaming", 500, 1000, -1, null));
        }
    }

    @Test
    void itIsReportedUnderTheRunsName() throws InterruptedException {
        var reports = new LinkedBlockingQueue<String>();
        RunSpecification run = RunSpecification.inStorage(
                RunKind.BACKUP, new Manifest.Owner("ns", "b", "uid", "c"), null, null, BackupType.FULL);
        try (ProgressMeter started = ProgressMeter.start(
                run, data, Duration.ofMillis(1), (name, progress) -> reports.add(name + " " + progress.percent()))) {
            assertThat(started.now().percent()).isZero();
            assertThat(reports.poll(30, TimeUnit.SECONDS)).isEqualTo("backup-ns-b-uid 0");
        }
    }
}
