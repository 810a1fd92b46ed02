package dev.dromedary.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes chunks by hand, byte for byte as the format has them, right or wrong. */
public final class Chunks {
    public static final String CHECKPOINTS = """
            backup_type = full-backuped
            from_lsn = 0
            to_lsn = 476876912
            last_lsn = 506564422
            recover_binlog_info = 0
            """;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Chunks raw(byte[] raw) {
        bytes.writeBytes(raw);
        return this;
    }

    Chunks head(char type, int flags, byte[] path, int pathLength) {
        raw(text("XBSTCK01")).raw(new byte[] {(byte) flags, (byte) type});
        return number(pathLength).raw(path);
    }

    Chunks head(char type, int flags, String path) {
        return head(type, flags, text(path), text(path).length);
    }

    Chunks number(int value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    Chunks number(long value) {
        return raw(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    public Chunks payload(String path, long offset, String content) {
        return payload(path, 0, offset, text(content));
    }

    Chunks payload(String path, int flags, long offset, byte[] content) {
        head('P', flags, path).number((long) content.length).number(offset);
        return number(crc(content)).raw(content);
    }

    /** The map is pairs of skip and length. */
    Chunks sparse(String path, long offset, byte[] content, int... map) {
        byte[] pairs = new byte[4 * map.length];
        ByteBuffer.wrap(pairs).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(map);
        head('S', 0, path).number(map.length / 2).number((long) content.length).number(offset);
        return number(crc(pairs, content)).raw(pairs).raw(content);
    }

    public Chunks end(String path) {
        return head('E', 0, path);
    }

    Chunks seek(String path, long offset) {
        return head('S', 0, path).number(offset);
    }

    Chunks rename(String path, String newPath) {
        return head('R', 0, path).number(text(newPath).length).raw(text(newPath));
    }

    Chunks remove(String path) {
        return head('D', 0, path);
    }

    public Chunks file(String path, String content) {
        return payload(path, 0, content).end(path);
    }

    public Chunks mariadbTrailer(String checkpoints) {
        return file("xtrabackup_checkpoints", checkpoints)
                .file("backup-my.cnf", "[mysqld]\n")
                .file("xtrabackup_info", "server_version = 10.11.19-MariaDB\n");
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private static int crc(byte[]... parts) {
        CRC32 crc = new CRC32();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }

    /** Every type that mariadb-backup writes, as DDL during a backup makes it. */
    static byte[] mariadb() {
        return new Chunks()
                .payload("ib_logfile0", 0, "redo")
                .payload("shop/a.ibd", 0, "page0")
                .payload("ib_logfile0", 4, "more redo")
                .payload("shop/a.ibd", 5, "page1")
                .end("shop/a.ibd")
                .end("mysql/general_log.CSV")
                .file("shop/m.MYD", "old rows")
                .payload("shop/m.MYD", 2, 0, text("new"))
                .end("shop/m.MYD")
                .file("shop/n@0024.MYI", "index")
                .rename("shop/n@0024.MYI", "shop/o.MYI")
                .remove("shop/o.MYI")
                .payload("aria_log.00000001", 0, "head of the log, quite long")
                .seek("aria_log.00000001", 5)
                .payload("aria_log.00000001", 5, "1234567")
                .end("aria_log.00000001")
                .payload("ib_logfile0", 13, "!")
                .end("ib_logfile0")
                .mariadbTrailer(CHECKPOINTS)
                .bytes();
    }

    /** Every type that xtrabackup writes. */
    static byte[] percona() {
        return new Chunks()
                .payload("shop/a.ibd", 0, "page0")
                .sparse("shop/pc.ibd", 0, text("abcdef"), 0, 4, 12, 2)
                .sparse("shop/pc.ibd", 18, text("gh"), 8, 2)
                .payload("shop/pc.ibd", 28, "tail")
                .end("shop/pc.ibd")
                .end("shop/a.ibd")
                .end("empty/db.opt")
                .file("xtrabackup_checkpoints", CHECKPOINTS)
                .file("backup-my.cnf", "[mysqld]\n")
                .file("xtrabackup_info", "server_version = 8.4.0\n")
                .file("xtrabackup_tablespaces", "{}")
                .bytes();
    }
}
