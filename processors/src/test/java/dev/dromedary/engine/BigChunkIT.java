package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.lang.management.ManagementFactory;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The largest chunk that a tool writes, a GiB, flows past; what claims to be larger does not begin. */
class BigChunkIT {
    private static final long GIB = 1L << 30;
    private static final int NEAR_NOTHING = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] zeros = new byte[64 << 10];

    /** All but the payload. */
    private static byte[] head(Dialect dialect, long length, int crc) {
        Chunks chunks = new Chunks();
        if (dialect == Dialect.MARIADB) {
            return chunks.head('P', 0, "t.ibd.delta")
                    .number(length)
                    .number(0L)
                    .number(crc)
                    .bytes();
        }
        return chunks.head('S', 0, "t.ibd.delta")
                .number(1)
                .number(length)
                .number(0L)
                .number(crc)
                .raw(map(length))
                .bytes();
    }

    /** A hole of 5 bytes, then the payload. */
    private static byte[] map(long length) {
        return new Chunks().number(5).number((int) length).bytes();
    }

    private int crc(Dialect dialect) {
        CRC32 crc = new CRC32();
        if (dialect == Dialect.PERCONA) {
            crc.update(map(GIB));
        }
        for (long done = 0; done < GIB; done += zeros.length) {
            crc.update(zeros);
        }
        return (int) crc.getValue();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void itIsReadAndNotHeld(Dialect dialect) {
        byte[] head = head(dialect, GIB, crc(dialect));
        byte[] end = new Chunks().end("t.ibd.delta").bytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        StreamTap tap = new StreamTap(dialect, Limits.standard());
        tap.accept(head, 0, head.length);
        for (long done = 0; done < GIB; done += zeros.length) {
            tap.accept(zeros, 0, zeros.length);
        }
        tap.accept(end, 0, end.length);
        tap.end();
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(NEAR_NOTHING);
        assertThat(tap.bytes()).isEqualTo(GIB + head.length + end.length);
        assertThat(tap.has("t.ibd.delta")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatClaimsMoreIsRefusedBeforeItsFirstByte(Dialect dialect) {
        byte[] head = head(dialect, Limits.standard().maxChunk() + 1, 0);
        StreamTap tap = new StreamTap(dialect, Limits.standard());
        assertThat(catchThrowableOfType(BackupException.class, () -> tap.accept(head, 0, head.length))
                        .reason())
                .isEqualTo(Reason.StreamDamaged);
    }
}
