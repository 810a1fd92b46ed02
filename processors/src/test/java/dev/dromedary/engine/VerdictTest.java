package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromedary.chain.Lsn;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In each test one sign alone is wrong. */
class VerdictTest {
    private static final String INCREMENT = "backup_type = incremental\nfrom_lsn = 100\nto_lsn = 200\nlast_lsn = 300\n";
    private static final EngineProfile MARIADB = EngineProfile.detect("based on MariaDB server 10.11.19-MariaDB x");
    private static final EngineProfile PERCONA =
            EngineProfile.detect("xtrabackup version 8.4.0-4 based on MySQL server 8.4.0");

    private EngineProfile profile = MARIADB;
    private int exit;
    private final EngineLog log = new EngineLog();
    private String lastLine = "[00] 2024-05-01 10:00:00 completed OK!";
    private byte[] stream = stream(Chunks.CHECKPOINTS);
    private Optional<Lsn> from = Optional.empty();
    private Optional<String> copy = Optional.of(Chunks.CHECKPOINTS);

    private static byte[] stream(String checkpoints) {
        return new Chunks()
                .file("shop/a.ibd", "page")
                .mariadbTrailer(checkpoints)
                .bytes();
    }

    private Checkpoints check() {
        log.line(lastLine);
        StreamTap tap = new StreamTap(profile.dialect(), Limits.standard());
        try {
            tap.accept(stream, 0, stream.length);
        } catch (BackupException e) {
            assertThat(tap.problem()).containsSame(e);
        }
        return Verdict.check(profile, exit, log, tap, from, copy);
    }

    private void fails(Reason reason, String message) {
        BackupException failure = catchThrowableOfType(BackupException.class, this::check);
        assertThat(failure).as("a failure: " + message).isNotNull();
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(message);
    }

    private void increment(String checkpoints) {
        from = Optional.of(new Lsn(100));
        stream = stream(checkpoints);
        copy = Optional.of(checkpoints);
    }

    @Test
    void allSignsRight() {
        assertThat(check().to()).isEqualTo(new Lsn(476876912));
    }

    @Test
    void allSignsRightOfAnIncrement() {
        increment(INCREMENT);
        assertThat(check().from()).isEqualTo(new Lsn(100));
    }

    @Test
    void anIncrementWithoutCheckpointInBetweenIsRight() {
        increment(INCREMENT.replace("to_lsn = 200", "to_lsn = 100"));
        assertThat(check().to()).isEqualTo(new Lsn(100));
    }

    @Test
    void allSignsRightOfXtrabackup() {
        profile = PERCONA;
        stream = Chunks.percona();
        assertThat(check().full()).isTrue();
    }

    @Test
    void exitCode() {
        exit = 1; // as after a --history that is not permitted: all else is as it should be
        fails(Reason.ToolFailed, "exited with 1");
    }

    @Test
    void lastLineOfTheLog() {
        lastLine = "[00] 2024-05-01 10:00:00 Streaming xtrabackup_info";
        fails(Reason.ToolFailed, "did not end with 'completed OK!'");
    }

    @Test
    void lostTable() {
        log.line("[00] 2024-05-01 10:00:00 Error on aria table file open ./shop/t.MAI");
        fails(Reason.TableLost, "./shop/t.MAI");
    }

    @Test
    void droppedTableIsNotLost() {
        log.line("[00] 2024-05-01 10:00:00 Error on aria table file open ./shop/t.MAI");
        stream = new Chunks().raw(stream).remove("shop/t.MAI").bytes();
        assertThat(check().full()).isTrue();
    }

    @Test
    void renamedTableIsLostThoughAnotherOfItsNameIsDropped() {
        log.line("[00] 2024-05-01 10:00:00 Error on aria table file open ./shop/t.MAI");
        stream = new Chunks()
                .raw(stream)
                .rename("shop/t.MAI", "shop/u.MAI")
                .remove("shop/t.MAI")
                .bytes();
        fails(Reason.TableLost, "./shop/t.MAI");
    }

    @Test
    void damagedStream() {
        stream[20 + 14 + 10 + 2] ^= 1;
        exit = 137; // we ended the tool for it
        fails(Reason.StreamDamaged, "wrong checksum");
    }

    @Test
    void streamCutWithinAChunk() {
        stream = Arrays.copyOf(stream, stream.length - 3);
        fails(Reason.StreamIncomplete, "within a chunk");
    }

    @Test
    void openFile() {
        stream = new Chunks().raw(stream).payload("shop/b.ibd", 0, "page").bytes();
        fails(Reason.StreamIncomplete, "before the end of [shop/b.ibd]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xtrabackup_checkpoints", "xtrabackup_info", "backup-my.cnf", "xtrabackup_tablespaces"})
    void fileOfTheTrailer(String name) {
        profile = PERCONA;
        Chunks chunks = new Chunks();
        for (String other : PERCONA.trailer()) {
            if (!other.equals(name)) {
                chunks.file(other, other.endsWith("checkpoints") ? Chunks.CHECKPOINTS : "x");
            }
        }
        stream = chunks.bytes();
        fails(Reason.StreamIncomplete, "stream has no " + name);
    }

    @Test
    void compressedTrailerIsOne() {
        profile = PERCONA;
        stream = new Chunks()
                .file("xtrabackup_checkpoints", Chunks.CHECKPOINTS)
                .file("backup-my.cnf.zst", "x")
                .file("xtrabackup_info.zst", "x")
                .file("xtrabackup_tablespaces.zst", "x")
                .bytes();
        assertThat(check().full()).isTrue();
    }

    @Test
    void emptyStream() {
        stream = new byte[0];
        fails(Reason.StreamIncomplete, "stream has no xtrabackup_checkpoints");
    }

    @Test
    void unreadableCheckpoints() {
        stream = stream("torn");
        fails(Reason.StreamDamaged, "the checkpoints file");
    }

    @Test
    void copyOfTheCheckpoints() {
        copy = Optional.of(Chunks.CHECKPOINTS.replace("506564422", "506564423"));
        fails(Reason.ChainBroken, "differ from their copy");
    }

    @Test
    void baseWhereAnIncrementWasAskedFor() {
        increment(Chunks.CHECKPOINTS.replace("from_lsn = 0", "from_lsn = 100"));
        fails(Reason.ChainBroken, "an increment was asked for");
    }

    @Test
    void incrementWhereABaseWasAskedFor() {
        stream = stream(Chunks.CHECKPOINTS.replace("full-backuped", "incremental"));
        copy = Optional.empty();
        fails(Reason.ChainBroken, "a base was asked for");
    }

    @Test
    void otherStart() {
        increment(INCREMENT.replace("from_lsn = 100", "from_lsn = 99"));
        fails(Reason.ChainBroken, "starts at lsn 99, not at 100");
    }

    @Test
    void endBeforeTheStart() {
        increment(INCREMENT.replace("to_lsn = 200", "to_lsn = 50"));
        fails(Reason.ChainBroken, "ends at lsn 50, before its start at 100");
    }

    @Test
    void logThatEndsBeforeTheCheckpoint() {
        increment(INCREMENT.replace("last_lsn = 300", "last_lsn = 150"));
        fails(Reason.ChainBroken, "ends at lsn 150, before its checkpoint at 200");
    }
}
