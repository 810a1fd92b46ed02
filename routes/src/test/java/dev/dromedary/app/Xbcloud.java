package dev.dromedary.app;

import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the reference's tool xbcloud does, as far as it is known from its source: puts a stream into a storage and gets it
 * again. It knows nothing of Dromedary: no manifest, no check but its own.
 */
record Xbcloud(Storage storage) {
    /** Stores each chunk of a stream, and the checksums beside them. */
    void put(Path stream, String backup) throws Exception {
        put(stream, backup, true);
    }

    /** @param sums whether the storage is one for which it writes checksums */
    void put(Path stream, String backup, boolean sums) throws Exception {
        Map<String, Integer> indexes = new HashMap<>();
        StringBuilder md5 = new StringBuilder();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(stream))) {
            for (byte[] head = in.readNBytes(14); head.length > 0; head = in.readNBytes(14)) {
                byte[] path = in.readNBytes(number(head, 10));
                byte[] body = body((char) head[9], in);
                String file = new String(path, StandardCharsets.UTF_8);
                String name = "%s.%020d".formatted(file, indexes.merge(file, 1, Integer::sum) - 1);
                byte[] chunk = join(head, path, body);
                storage.put(backup + "/" + name, chunk, false);
                md5.append(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(chunk)))
                        .append("  ")
                        .append(name)
                        .append('\n');
                if (head[9] == 'E') {
                    indexes.remove(file);
                }
            }
        }
        if (sums) {
            storage.put(backup + ".md5", md5.toString().getBytes(StandardCharsets.UTF_8), false);
        }
    }

    /** All but the payload, which a cut stream has not. */
    private static byte[] body(char type, DataInputStream in) throws IOException {
        return switch (type) {
            case 'E' -> new byte[0];
            case 'P' -> {
                byte[] fixed = in.readNBytes(20);
                yield join(fixed, in.readNBytes(number(fixed, 0)));
            }
            case 'S' -> {
                byte[] fixed = in.readNBytes(24);
                yield join(fixed, in.readNBytes(8 * number(fixed, 0) + number(fixed, 4)));
            }
            default -> throw new EOFException("xbcloud stops at a chunk of type " + type);
        };
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /**
     * Gets a backup: the highest index of each path counts, files in any order, the chunks of each in theirs. What does not
     * end in an index is not looked at.
     */
    void get(String backup, Path stream) throws IOException {
        Map<String, Integer> highest = new HashMap<>();
        for (StoredObject object : storage.list(backup + "/")) {
            String name = object.key().substring(backup.length() + 1);
            String path = name.substring(0, name.length() - 21);
            highest.merge(path, Integer.parseInt(name.substring(name.length() - 20)), Math::max);
        }
        try (OutputStream out = Files.newOutputStream(stream)) {
            for (Map.Entry<String, Integer> file : highest.entrySet()) {
                for (int index = 0; index <= file.getValue(); index++) {
                    out.write(storage.get("%s/%s.%020d".formatted(backup, file.getKey(), index)));
                }
            }
        }
    }

    /** The files that a stream unpacks to, with their hashes. */
    static Map<String, String> unpack(String unpacker, Path stream, Path folder) throws Exception {
        Files.createDirectories(folder);
        Command.run(stream, unpacker, "-x", "-C", folder.toString());
        Map<String, String> tree = new HashMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(folder.relativize(file).toString(), hash(file));
            }
        }
        return tree;
    }

    private static String hash(Path file) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
