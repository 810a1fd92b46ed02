package dev.dromedary.step;

import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamListener;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * Reports how far a backup is, at a bounded rate. The share that is done is told by the data files that have ended in the
 * stream, weighed by their size on disk: an increment reads all of them, too, whatever little it sends.
 */
public final class ProgressMeter implements AutoCloseable {
    /** Takes in the progress of a run. */
    @FunctionalInterface
    public interface Sink {
        void report(String run, Progress progress);
    }

    private static final int CERTAIN = 99;

    private final Map<String, Long> files;
    private final long total;
    private final Clock clock;
    private final Instant start;
    private final Timer timer;
    private long bytes;
    private long done;

    private ProgressMeter(Map<String, Long> files, Clock clock) {
        this.files = files;
        this.total = files.values().stream().mapToLong(Long::longValue).sum();
        this.clock = clock;
        this.start = clock.instant();
        this.timer = new Timer("progress", true);
    }

    /** One that is asked, and reports nothing by itself. */
    static ProgressMeter of(Path dataDirectory, Clock clock) {
        return new ProgressMeter(sizes(dataDirectory), clock);
    }

    static ProgressMeter start(RunSpecification run, Path dataDirectory, Duration every, Sink sink) {
        ProgressMeter meter = of(dataDirectory, Clock.systemUTC());
        long period = every.toMillis();
        TimerTask report = new TimerTask() {
            @Override
            public void run() {
                sink.report(run.name(), meter.now());
            }
        };
        meter.timer.schedule(report, period, period);
        return meter;
    }

    private static Map<String, Long> sizes(Path dataDirectory) {
        Map<String, Long> sizes = new HashMap<>();
        try (Stream<Path> tree = Files.walk(dataDirectory)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> sizes.put(
                            dataDirectory.relativize(file).toString(),
                            file.toFile().length()));
        } catch (IOException | UncheckedIOException e) {
            // An estimate only: files come and go while the server runs.
            sizes.clear();
        }
        return sizes;
    }

    StreamTap tap(Dialect dialect) {
        return new StreamTap(dialect, Limits.standard(), new StreamListener() {
            @Override
            public void file(String path, long size) {
                String name = path.endsWith(".delta") ? path.substring(0, path.length() - ".delta".length()) : path;
                ended(files.getOrDefault(name, 0L));
            }
        });
    }

    private synchronized void ended(long size) {
        done += size;
    }

    synchronized void add(int length) {
        bytes += length;
    }

    synchronized Progress now() {
        Instant now = clock.instant();
        long millis = Math.max(1, Duration.between(start, now).toMillis());
        int percent = total == 0 ? -1 : (int) Math.min(CERTAIN, 100 * done / total);
        Instant end = percent <= 0 ? null : now.plusMillis(millis * (100 - percent) / percent);
        return new Progress("Streaming", bytes, bytes * 1000 / millis, percent, end);
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
