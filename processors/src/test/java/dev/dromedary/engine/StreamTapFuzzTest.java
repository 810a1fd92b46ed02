package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StreamTapFuzzTest {
    private static final int MUTATIONS = 20_000;

    /** All that can be told of a stream, or the error. */
    static String outcome(Dialect dialect, byte[] stream, List<Integer> slices) {
        List<String> heard = new ArrayList<>();
        StreamTap tap = new StreamTap(dialect, new Limits(1 << 20, 1000, 1 << 16, 1000), new StreamListener() {
            @Override
            public void chunk(Chunk chunk) {
                heard.add(chunk.toString());
            }
        });
        try {
            int at = 0;
            for (int i = 0; at < stream.length; i++) {
                int length = Math.min(slices.get(i % slices.size()), stream.length - at);
                tap.accept(stream, at, length);
                at += length;
            }
            tap.end();
        } catch (BackupException e) {
            heard.add(e.reason() + " " + e.getMessage());
        }
        return heard + " " + tap.collected().keySet() + " " + tap.bytes() + " " + tap.openPaths() + tap.files();
    }

    static byte[] stream(Dialect dialect) {
        return dialect == Dialect.MARIADB ? Chunks.mariadb() : Chunks.percona();
    }

    @Test
    void everyCutIsSeenUnlessNoFileIsOpen() {
        byte[] stream = Chunks.mariadb();
        int clean = 0;
        for (int length = 1; length < stream.length; length++) {
            String outcome = outcome(Dialect.MARIADB, Arrays.copyOf(stream, length), List.of(64));
            clean += outcome.contains("StreamIncomplete") ? 0 : 1;
        }
        assertThat(clean).as("cuts after the redo log's end, between two files").isEqualTo(3);
    }

    @Test
    void mutationsEndInAnAnswer() {
        Random random = new Random(20_240_501);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                Dialect dialect = i % 2 == 0 ? Dialect.MARIADB : Dialect.PERCONA;
                byte[] damaged = mutated(stream(dialect), random);
                assertThat(outcome(dialect, damaged, List.of(1 + random.nextInt(200))))
                        .isNotEmpty();
            }
        });
    }

    /** One to three bytes changed, or a piece cut out, doubled or put elsewhere. */
    static byte[] mutated(byte[] stream, Random random) {
        byte[] damaged = stream.clone();
        if (random.nextInt(4) == 0) {
            int length = random.nextInt(60);
            int from = random.nextInt(damaged.length - length);
            int to = random.nextInt(damaged.length - length);
            System.arraycopy(stream, from, damaged, to, length);
        }
        for (int n = random.nextInt(3); n >= 0; n--) {
            int[] nasty = {0, 1, 0x7f, 0x80, 0xff, 'P', 'E', 'S', 'R', 'D', '/', '.', random.nextInt(256)};
            damaged[random.nextInt(damaged.length)] = (byte) nasty[random.nextInt(nasty.length)];
        }
        return damaged;
    }
}
