package dev.dromedary.xbcloud;

import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** A bucket in memory, as the reference fills it with backups of a MySQL server. */
public class Bucket implements StorageContents {
    public static final String BASE = "prefix/shop-2024-06-14-08:00:00-full";
    static final String UUID = "11111111-2222-3333-4444-555555555555";

    public final TreeMap<String, byte[]> objects = new TreeMap<>();
    /** What was asked for, one after the other. */
    final List<String> reads = new ArrayList<>();
    /** The longest that was asked for at once. */
    final AtomicInteger longest = new AtomicInteger();

    public static String increment(int day) {
        return BASE + ".incr/shop-2024-06-%02d-08:00:00-incr".formatted(day);
    }

    /** A whole backup, with checksums. */
    public Bucket backup(String key, long from, long to, long last) {
        return backup(key, from, to, last, UUID);
    }

    Bucket backup(String key, long from, long to, long last, String server) {
        boolean increment = key.endsWith("-incr");
        file(key, "shop/t@0024.ibd" + (increment ? ".delta" : ""), "pages of " + key, "and more");
        file(key, "shop/empty.CSV");
        file(key, "xtrabackup_binlog_info", "binlog.000001\t157\tsome:1-5\n");
        file(key, "xtrabackup_checkpoints", """
                backup_type = %s
                from_lsn = %d
                to_lsn = %d
                last_lsn = %d
                """.formatted(increment ? "incremental" : "full-backuped", from, to, last));
        file(key, "backup-my.cnf", "[mysqld]\nserver_id=1\nserver_uuid=" + server + "\n");
        file(key, "xtrabackup_info", """
                tool_name = xtrabackup
                tool_version = 8.4.0-4
                server_version = 8.4.0
                start_time = 2024-06-14 08:00:00
                end_time = 2024-06-14 08:01:00
                partial = N
                """);
        file(key, "xtrabackup_tablespaces", "{}");
        return sums(key);
    }

    /** Stores a file of a backup: each content a chunk, and the chunk that ends it. */
    public void file(String key, String path, String... contents) {
        objects.keySet().removeIf(object -> object.startsWith(key + "/" + path + ".0"));
        int index = 0;
        long offset = 0;
        for (String each : contents) {
            byte[] content = each.getBytes(StandardCharsets.UTF_8);
            objects.put(name(key, path, index++), payload(path, offset, content));
            offset += content.length;
        }
        objects.put(name(key, path, index), head('E', path));
    }

    public static String name(String key, String path, int index) {
        return key + "/" + new ChunkKey(path, index).name();
    }

    static byte[] head(char type, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return little(14 + name.length)
                .put("XBSTCK01".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) type)
                .putInt(name.length)
                .put(name)
                .array();
    }

    static byte[] payload(String path, long offset, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] head = head('P', path);
        return little(head.length + 20 + content.length)
                .put(head)
                .putLong(content.length)
                .putLong(offset)
                .putInt((int) crc.getValue())
                .put(content)
                .array();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes the checksums of what there is of a backup. */
    Bucket sums(String key) {
        StringBuilder text = new StringBuilder();
        objects.subMap(key + "/", key + "0").forEach((object, bytes) -> text.append(md5(bytes))
                .append("  ")
                .append(object.substring(key.length() + 1))
                .append('\n'));
        objects.put(key + ".md5", text.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All chunks of a backup, one after the other. */
    byte[] stream(String key) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        objects.subMap(key + "/", key + "0").values().forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Override
    public byte[] get(String key) {
        if (!objects.containsKey(key)) {
            throw new NotFoundException(key);
        }
        return objects.get(key);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        if (!key.endsWith(".md5")) {
            longest.accumulateAndGet(length, Math::max);
        }
        reads.add(key);
        return Arrays.copyOfRange(get(key), (int) offset, (int) offset + length);
    }

    @Override
    public long size(String key) {
        reads.add(key);
        return get(key).length;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> found = new ArrayList<>();
        objects.forEach((key, bytes) -> {
            if (key.startsWith(prefix)) {
                found.add(new StoredObject(key, bytes.length));
            }
        });
        return found;
    }

    @Override
    public void delete(List<String> keys) {
        throw new UnsupportedOperationException("whoever reads deletes nothing");
    }
}
