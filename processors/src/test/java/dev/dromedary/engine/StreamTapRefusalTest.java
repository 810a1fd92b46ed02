package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are none. */
class StreamTapRefusalTest {
    private static StreamTap read(Dialect dialect, byte[] stream) {
        StreamTap tap = new StreamTap(dialect, Limits.standard());
        tap.accept(stream, 0, stream.length);
        return tap;
    }

    private static BackupException refused(Dialect dialect, byte[] stream) {
        BackupException refused = catchThrowableOfType(BackupException.class, () -> read(dialect, stream));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.StreamDamaged);
        return refused;
    }

    private static BackupException refused(UnaryOperator<Chunks> chunks) {
        return refused(Dialect.MARIADB, chunks.apply(new Chunks()).bytes());
    }

    @Test
    void dialectDecidesWhatAnSIs() {
        byte[] sparse =
                new Chunks().sparse("a", 0, Chunks.text("xy"), 4, 2).end("a").bytes();
        read(Dialect.PERCONA, sparse).end();
        refused(Dialect.MARIADB, sparse);
        refused(Dialect.PERCONA, new Chunks().rename("a", "b").bytes());
        refused(
                Dialect.PERCONA,
                new Chunks().payload("a", 2, 0, Chunks.text("x")).bytes());
    }

    @Test
    void seesAFlippedByteOfPayloadOrMap() {
        byte[] plain = new Chunks().payload("a", 0, "content").end("a").bytes();
        plain[40] ^= 1;
        assertThat(refused(Dialect.MARIADB, plain)).hasMessageContaining("near a: a chunk has the wrong checksum");
        byte[] sparse = new Chunks().sparse("a", 0, Chunks.text("xy"), 4, 2).bytes();
        sparse[39] ^= 1; // the skip: its sum of lengths stays right
        assertThat(refused(Dialect.PERCONA, sparse)).hasMessageContaining("wrong checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../up", "a/../../b", "a//b", "a/", "./a", "a/./b", "a\0b", ".."})
    void refusesPathsThatLeadAway(String path) {
        refused(chunks -> chunks.file(path, "x"));
        refused(chunks -> chunks.file("ok", "x").rename("ok", path));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 512, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesLengthsOfPaths(int length) {
        refused(chunks -> chunks.head('P', 0, Chunks.text("a".repeat(600)), length));
        refused(chunks -> chunks.file("a", "x").head('R', 0, "a").number(length).raw(new byte[600]));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 2L << 30})
    void refusesLengthsOfPayloads(long length) {
        refused(chunks -> chunks.head('P', 0, "a").number(length).number(0L).number(0));
    }

    @Test
    void refusesMapsThatDoNotFit() {
        byte[] many = new Chunks()
                .head('S', 0, "a")
                .number(-1)
                .number(4L)
                .number(0L)
                .number(0)
                .bytes();
        refused(Dialect.PERCONA, many);
        byte[] wrongSum = new Chunks().sparse("a", 0, Chunks.text("xyz"), 0, 2).bytes();
        assertThat(refused(Dialect.PERCONA, wrongSum)).hasMessageContaining("is for 2 bytes, not 3");
    }

    @Test
    void keepsToTheRulesOfFiles() {
        refused(chunks -> chunks.payload("a", 1, "gap"));
        refused(chunks -> chunks.payload("a", 0, "x").payload("a", 2, "gap"));
        refused(chunks -> chunks.file("a", "x").file("a", "again without the flag"));
        refused(chunks -> chunks.file("a", "x").end("a"));
        refused(chunks -> chunks.payload("a", 0, "open").rename("a", "b"));
        refused(chunks -> chunks.file("a", "x").payload("b", 0, "open").rename("a", "b"));
        refused(chunks -> chunks.payload("a", 0, "open").remove("a"));
        refused(chunks -> chunks.seek("a", -1));
        refused(chunks -> chunks.seek("a", Long.MAX_VALUE).payload("a", Long.MAX_VALUE, "over the end"));
        refused(chunks -> chunks.head('X', 0, "a"));
        refused(chunks -> chunks.head('P', 4, "a"));
        refused(chunks -> chunks.raw(Chunks.text("this is not a stream at all")));
        refused(Dialect.PERCONA, new Chunks().end("a").end("a").bytes());
    }

    @Test
    void repeatsItsError() {
        StreamTap tap = new StreamTap(Dialect.MARIADB, Limits.standard());
        byte[] bad = Chunks.text("this is not a stream");
        BackupException first = catchThrowableOfType(BackupException.class, () -> tap.accept(bad, 0, bad.length));
        byte[] good = new Chunks().file("a", "x").bytes();
        assertThat(catchThrowableOfType(BackupException.class, () -> tap.accept(good, 0, good.length)))
                .isSameAs(first);
        assertThat(catchThrowableOfType(BackupException.class, tap::end)).isSameAs(first);
        assertThat(tap.problem()).containsSame(first);
    }

    @Test
    void limitsTheNumberOfFiles() {
        StreamTap tap = new StreamTap(Dialect.MARIADB, new Limits(100, 2, 1000, 0));
        byte[] stream = new Chunks().end("a").end("b").end("c").bytes();
        assertThat(catchThrowableOfType(BackupException.class, () -> tap.accept(stream, 0, stream.length)))
                .hasMessageContaining("more than 2 files");
    }
}
