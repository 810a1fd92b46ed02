package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million damaged streams, of both dialects: each ends as whole, or in the parser's own error that names the place, with
 * little memory. The streams are made by hand, and by mariadb-backup 10.11.19 (the small files of a full backup of two
 * databases). What fails names its number; {@code -Ddromedary.fuzz.first=<number> -Ddromedary.fuzz.count=1} repeats it.
 */
class StreamMutationIT {
    private static final long FIRST = Long.getLong("dromedary.fuzz.first", 0);
    private static final int COUNT = Integer.getInteger("dromedary.fuzz.count", 1_000_000);

    /** The entries of a few dozen files, and an error with its trace; nothing that depends on what a stream claims. */
    private static final long MOST_ALLOCATED = 64 << 10;

    private static final int WARM_UP = 1000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] buffer = new byte[64 << 10];
    private final List<List<byte[]>> mariadb =
            List.of(chunks(Dialect.MARIADB, Chunks.mariadb()), chunks(Dialect.MARIADB, stored("mariadb-10.11.19")));
    private final List<List<byte[]>> percona = List.of(
            chunks(Dialect.PERCONA, Chunks.percona()),
            // What the dialects share they write alike.
            chunks(Dialect.PERCONA, stored("mariadb-10.11.19")));
    private final List<byte[]> all = Stream.of(mariadb, percona)
            .flatMap(List::stream)
            .flatMap(List::stream)
            .toList();

    private final Set<String> errors = new HashSet<>();
    private int whole;
    private long mostAllocated;

    private static byte[] stored(String name) {
        try (InputStream stream = StreamMutationIT.class.getResourceAsStream("/streams/" + name + ".xbstream")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> chunks(Dialect dialect, byte[] stream) {
        List<byte[]> chunks = new ArrayList<>();
        StreamTap tap = new StreamTap(dialect, Limits.standard(), new StreamListener() {
            @Override
            public void chunk(Chunk chunk) {
                int from = (int) chunk.offset();
                chunks.add(Arrays.copyOfRange(stream, from, from + (int) chunk.length()));
            }
        });
        tap.accept(stream, 0, stream.length);
        tap.end();
        return chunks;
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everyMutationEndsInAnAnswer() {
        // The first ones pay for classes and for the pieces of messages.
        for (int number = 1; number <= WARM_UP; number++) {
            parseOrName(-number);
        }
        mostAllocated = 0;
        whole = 0;
        for (long number = FIRST; number < FIRST + COUNT; number++) {
            parseOrName(number);
        }
        assertThat(mostAllocated).as("bytes that one stream has cost").isLessThan(MOST_ALLOCATED);
        if (COUNT > WARM_UP) {
            assertThat(whole).as("some are harmless").isBetween(COUNT / 100, COUNT / 2);
            assertThat(errors).as("all that a parser can complain of was seen").hasSizeGreaterThan(20);
        }
    }

    private void parseOrName(long number) {
        try {
            parse(number);
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("mutation " + number, e);
        }
    }

    private void parse(long number) {
        Random random = new Random(number);
        boolean ofMariadb = random.nextBoolean();
        List<List<byte[]>> streams = ofMariadb ? mariadb : percona;
        byte[] stream = new StreamMutator(streams.get(random.nextInt(streams.size())), all, random).mutated();
        int slice = random.nextInt(4) == 0 ? 1 + random.nextInt(100) : 1 + random.nextInt(buffer.length);
        Paths paths = new Paths();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        StreamTap tap = new StreamTap(ofMariadb ? Dialect.MARIADB : Dialect.PERCONA, Limits.standard(), paths);
        BackupException error = feed(tap, stream, slice);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        mostAllocated = Math.max(mostAllocated, allocated);
        check(tap, stream, error, ofMariadb);
        assertThat(paths.hostile).isEmpty();
    }

    private BackupException feed(StreamTap tap, byte[] stream, int slice) {
        try {
            for (int at = 0; at < stream.length; at += slice) {
                int length = Math.min(slice, stream.length - at);
                System.arraycopy(stream, at, buffer, 0, length);
                tap.accept(buffer, 0, length);
            }
            tap.end();
            return null;
        } catch (BackupException e) {
            return e;
        }
    }

    /** The small files in it are damaged, too. */
    private static void weigh(StreamTap tap, boolean ofMariadb) {
        EngineProfile engine =
                ofMariadb ? EngineProfile.of("mariadb", "10.11", "") : EngineProfile.of("xtrabackup", "8.4", "");
        try {
            Verdict.ofStored(engine, tap);
        } catch (BackupException e) {
            assertThat(e.reason()).isIn(Reason.StreamDamaged, Reason.StreamIncomplete);
        }
    }

    private void check(StreamTap tap, byte[] stream, BackupException error, boolean ofMariadb) {
        if (error == null) {
            whole++;
            assertThat(tap.bytes()).isEqualTo(stream.length);
            assertThat(tap.atBoundary() && tap.openPaths().isEmpty()).isTrue();
            weigh(tap, ofMariadb);
            return;
        }
        assertThat(error.reason()).isIn(Reason.StreamDamaged, Reason.StreamIncomplete);
        assertThat(error.getMessage()).containsPattern("(at byte|after) \\d+");
        assertThat(tap.bytes()).isBetween(0L, (long) stream.length);
        assertThat(tap.problem()).containsSame(error);
        String told = error.getMessage();
        errors.add(told.substring(told.lastIndexOf(": ") + 1)
                .replaceAll("-?\\d+|'.*'|to .* while", "_")
                .replaceAll("\\[.*", ""));
    }

    /** Notes names that lead out of a directory. */
    private static final class Paths implements StreamListener {
        private String hostile = "";

        @Override
        public void chunk(Chunk chunk) {
            check(chunk.path());
        }

        @Override
        public void file(String path, long size) {
            check(path);
        }

        private void check(String path) {
            if (path.startsWith("/") || ("/" + path + "/").contains("/../") || path.indexOf('\0') >= 0) {
                hostile += path + " ";
            }
        }
    }
}
