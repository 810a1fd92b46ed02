package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamTapTest {
    private static final class Recorder implements StreamListener {
        final List<Chunk> chunks = new ArrayList<>();
        final List<String> ended = new ArrayList<>();

        @Override
        public void chunk(Chunk chunk) {
            chunks.add(chunk);
        }

        @Override
        public void file(String path, long size) {
            ended.add(path + " " + size);
        }
    }

    private final Recorder recorder = new Recorder();

    private StreamTap read(Dialect dialect, byte[] stream) {
        StreamTap tap = new StreamTap(dialect, Limits.standard(), recorder);
        tap.accept(stream, 0, stream.length);
        return tap;
    }

    @Test
    void readsAllTypesOfMariadb() {
        StreamTap tap = read(Dialect.MARIADB, Chunks.mariadb());
        tap.end();
        assertThat(tap.files()).isEqualTo(9);
        assertThat(tap.bytes()).isEqualTo(Chunks.mariadb().length);
        assertThat(recorder.chunks)
                .extracting(Chunk::type)
                .contains(Chunk.Type.SEEK, Chunk.Type.RENAME, Chunk.Type.REMOVE);
        assertThat(recorder.ended).contains("shop/m.MYD 8", "shop/m.MYD 3", "mysql/general_log.CSV 0");
        assertThat(tap.has("shop/o.MYI")).isFalse();
        assertThat(tap.removed()).containsExactly("shop/o.MYI");
        assertThat(tap.collected().get("xtrabackup_checkpoints")).asString().isEqualTo(Chunks.CHECKPOINTS);
    }

    @Test
    void readsAllTypesOfPercona() {
        StreamTap tap = read(Dialect.PERCONA, Chunks.percona());
        tap.end();
        assertThat(recorder.ended).contains("shop/pc.ibd 12", "empty/db.opt 0");
        assertThat(tap.has("xtrabackup_tablespaces")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void chunksAddUpToTheStream(Dialect dialect) {
        byte[] stream = dialect == Dialect.MARIADB ? Chunks.mariadb() : Chunks.percona();
        read(dialect, stream);
        long at = 0;
        for (Chunk chunk : recorder.chunks) {
            assertThat(chunk.offset()).isEqualTo(at);
            at += chunk.length();
        }
        assertThat(at).isEqualTo(stream.length);
    }

    @Test
    void indexGoesOnWhereGenerationsChange() {
        read(Dialect.MARIADB, Chunks.mariadb());
        List<Chunk> twice = recorder.chunks.stream()
                .filter(chunk -> chunk.path().equals("shop/m.MYD"))
                .toList();
        assertThat(twice).extracting(Chunk::index).containsExactly(0, 1, 2, 3);
        assertThat(twice).extracting(Chunk::generation).containsExactly(0, 0, 1, 1);
    }

    @Test
    void allowsWhatReallyOccurs() {
        byte[] stream = new Chunks()
                .end("log.CSV")
                .end("log.CSV") // an empty table written again as empty
                .file("t.MYD", "x")
                .remove("t.MYD")
                .file("t.MYD", "created again")
                .rename("never", "seen")
                .remove("never")
                .head('P', 1, "i")
                .number(0L)
                .number(0L)
                .number(0)
                .end("i")
                .bytes();
        read(Dialect.MARIADB, stream).end();
    }

    @Test
    void mayEndOnlyWhereNothingIsOpen() {
        byte[] stream = new Chunks().file("a", "x").payload("b", 0, "y").bytes();
        StreamTap open = read(Dialect.MARIADB, stream);
        assertThat(open.atBoundary()).isTrue();
        assertThat(open.openPaths()).containsExactly("b");
        assertThat(catchThrowableOfType(BackupException.class, open::end).reason())
                .isEqualTo(Reason.StreamIncomplete);
        StreamTap within = read(Dialect.MARIADB, Arrays.copyOf(stream, stream.length - 1));
        assertThat(within.atBoundary()).isFalse();
        assertThat(catchThrowableOfType(BackupException.class, within::end)).hasMessageContaining("within a chunk");
    }

    @Test
    void keepsSmallFilesOnly() {
        String big = "x".repeat(40_000);
        StreamTap tap = read(
                Dialect.MARIADB,
                new Chunks()
                        .payload("xtrabackup_info", 0, big)
                        .payload("xtrabackup_info", 40_000, big)
                        .end("xtrabackup_info")
                        .file("sub/backup-my.cnf", "not ours")
                        .file("xtrabackup_binlog_info", "b.1\t4\t0-1-2")
                        .file("xtrabackup_checkpoints", "old")
                        .payload("xtrabackup_checkpoints", 2, 0, Chunks.text("new"))
                        .payload("backup-my.cnf", 0, "still open")
                        .bytes());
        assertThat(tap.collected()).containsOnlyKeys("xtrabackup_binlog_info");
        assertThat(tap.has("xtrabackup_checkpoints")).isFalse();
    }
}
