package dev.dromedary.xbcloud;

import dev.dromedary.part.Cuts;
import dev.dromedary.part.Spool;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Cuts the stream of xtrabackup into its chunks, an object each. The chunks of an increment can be larger than what is held
 * in memory; a payload that is too long becomes several chunks, which unpack to the same file. Whatever it reads goes through
 * the tap first, which knows what a stream may be; here it is only measured.
 */
public final class ChunkCuts implements Cuts {
    private static final int HEAD = 14;
    private static final int PATH_LENGTH = 10;
    /** Of a payload: length, offset, checksum; of a sparse one the entries of its map before these. */
    private static final int BODY = 20;

    private static final int ENTRIES = 4;
    /** What is skipped and what follows. */
    private static final int ENTRY = 8;

    private final InputStream in;
    private final int longest;
    private final Spool.Tap tap;
    private final Map<String, Long> indexes = new HashMap<>();
    private final CRC32 crc = new CRC32();

    private byte[] head = new byte[0];
    private int given;
    private long left;
    private boolean ended;
    private String name = "";

    // A payload that is cut: the head of its chunk up to the length, and what follows the piece at work.
    private boolean cut;
    private byte[] path = new byte[0];
    private long offset;
    private long after;

    /**
     * @param longest of a slice, in bytes, the head of its chunk included
     * @param tap throws if the stream is none
     */
    public ChunkCuts(InputStream in, int longest, Spool.Tap tap) {
        this.in = in;
        this.longest = longest;
        this.tap = tap;
    }

    @Override
    public boolean next() throws IOException {
        if (ended) {
            return false;
        }
        if (after > 0) {
            piece();
        } else {
            chunk();
        }
        begin();
        return !ended;
    }

    private void chunk() throws IOException {
        byte[] start = tapped(HEAD);
        if (start.length < HEAD) {
            return;
        }
        path = join(start, tapped(little(start).getInt(PATH_LENGTH)));
        cut = false;
        head = path;
        left = 0;
        switch (start[HEAD - 5]) {
            case 'P' -> payload(tapped(BODY));
            case 'S' -> sparse(tapped(ENTRIES + BODY));
            default -> {
                // The end of a file: nothing follows.
            }
        }
    }

    private void payload(byte[] body) throws IOException {
        if (body.length < BODY) {
            return;
        }
        long length = little(body).getLong(0);
        if (head.length + BODY + length <= longest) {
            head = join(path, body);
            left = length;
        } else {
            cut = true;
            offset = little(body).getLong(8);
            after = length;
            piece();
        }
    }

    private void sparse(byte[] body) {
        if (body.length < ENTRIES + BODY) {
            return;
        }
        head = join(path, body);
        left = (long) ENTRY * little(body).getInt(0) + little(body).getLong(ENTRIES);
        if (head.length + left > longest) {
            throw new BackupException(
                    Reason.NotSupported,
                    "a chunk with holes has " + left + " bytes, a part has " + longest,
                    "raise dromedary.part.size, or leave out --read-buffer-size");
        }
    }

    /** Goes on to the next piece of a payload that is too long for one slice. Its checksum is known at its end. */
    private void piece() {
        int length = (int) Math.min(after, longest - path.length - BODY);
        head = ByteBuffer.allocate(path.length + BODY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(path)
                .putLong(length)
                .putLong(offset)
                .putInt(0)
                .array();
        left = length;
        after -= length;
        offset += length;
    }

    private void begin() {
        if (ended) {
            return;
        }
        given = 0;
        crc.reset();
        String file = new String(path, HEAD, path.length - HEAD, StandardCharsets.UTF_8);
        name = new ChunkKey(file, indexes.merge(file, 1L, Long::sum) - 1).name();
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
        if (given < head.length) {
            int count = Math.min(length, head.length - given);
            System.arraycopy(head, given, buffer, start, count);
            given += count;
            return count;
        }
        if (left == 0) {
            return -1;
        }
        int read = in.read(buffer, start, (int) Math.min(length, left));
        if (read < 0) {
            // Cut short: the tap says so to whoever asks it for the end.
            ended = true;
            return -1;
        }
        tap.accept(buffer, start, read);
        crc.update(buffer, start, read);
        left -= read;
        return read;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Consumer<byte[]> finish() {
        if (!cut) {
            return slice -> {};
        }
        int at = path.length + BODY - Integer.BYTES;
        int checksum = (int) crc.getValue();
        return slice -> little(slice).putInt(at, checksum);
    }

    /** So many bytes of the stream, fewer at its end. */
    private byte[] tapped(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        tap.accept(bytes, 0, bytes.length);
        ended |= bytes.length < length;
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
