package dev.dromedary.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Backups in a folder as the reference leaves them: each chunk of a file an object, checksums beside them, and nothing else. */
record StoredByReference(Path folder) {
    static final String BASE = "shop-2024-06-14-08:00:00-full";
    static final String FIRST = BASE + ".incr/shop-2024-06-15-08:00:00-incr";
    static final String SECOND = BASE + ".incr/shop-2024-06-16-08:00:00-incr";

    /** A base and two increments of cluster shop. */
    void chainOfThree() throws IOException {
        backup(BASE, 0, 1000);
        backup(FIRST, 1000, 2000);
        backup(SECOND, 2000, 3000);
    }

    void backup(String key, long from, long to) throws IOException {
        String type = from == 0 ? "full-backuped" : "incremental";
        file(key, "ibdata1", key);
        file(key, "xtrabackup_checkpoints", """
                backup_type = %s
                from_lsn = %d
                to_lsn = %d
                last_lsn = %d
                """.formatted(type, from, to, to));
        file(key, "backup-my.cnf", "server_uuid=11111111-2222-3333-4444-555555555555\n");
        file(key, "xtrabackup_info", """
                tool_version = 8.4.0-4
                server_version = 8.4.0
                start_time = 2024-06-14 08:00:00
                end_time = 2024-06-14 08:%02d:00
                """.formatted(to / 1000));
        file(key, "xtrabackup_tablespaces", "{}");
    }

    /** A file of a backup: its content a chunk, and the chunk that ends it. */
    void file(String key, String path, String text) throws IOException {
        byte[] content = text.getBytes(UTF_8);
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] payload = chunk('P', path, 20 + content.length)
                .putLong(content.length)
                .putLong(0)
                .putInt((int) crc.getValue())
                .put(content)
                .array();
        store(key, path + ".00000000000000000000", payload);
        store(key, path + ".00000000000000000001", chunk('E', path, 0).array());
    }

    private static ByteBuffer chunk(char type, String path, int more) {
        byte[] name = path.getBytes(UTF_8);
        return ByteBuffer.allocate(14 + name.length + more)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("XBSTCK01".getBytes(US_ASCII))
                .put((byte) 0)
                .put((byte) type)
                .putInt(name.length)
                .put(name);
    }

    private void store(String key, String name, byte[] chunk) throws IOException {
        Path object = folder.resolve(key).resolve(name);
        Files.createDirectories(object.getParent());
        Files.write(object, chunk);
        Path sums = folder.resolve(key + ".md5");
        String before = Files.exists(sums) ? Files.readString(sums) : "";
        Files.writeString(sums, before + md5(chunk) + "  " + name + "\n");
    }

    private static String md5(byte[] chunk) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(chunk));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
