package dev.dromedary.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Damages streams as chance has it, but with an eye for where it hurts: lengths, names, types, the order of chunks. */
final class StreamMutator {
    private static final int HEAD = 14;
    private static final int[] LETTERS = {'P', 'E', 'S', 'R', 'D', 'X', 0};
    private static final byte[] NASTY = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff, '/', '.', '\\'};
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        511,
        512,
        513,
        1 << 20,
        1 << 30,
        (1L << 30) + (1 << 20),
        (1L << 30) + (1 << 20) + 1,
        1L << 31,
        1L << 32,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1
    };
    private static final String[] PATHS = {"../x", "/etc/x", "a/../b", "a//b", "..", ".", "a\0b", "xtrabackup_info", "ü"
    };

    private final List<byte[]> chunks;
    private final List<byte[]> strangers;
    private final Random random;

    /**
     * A mutator of one stream.
     *
     * @param chunks of the stream
     * @param strangers chunks of other streams, of the other dialect too
     */
    StreamMutator(List<byte[]> chunks, List<byte[]> strangers, Random random) {
        this.chunks = new ArrayList<>(chunks);
        this.strangers = strangers;
        this.random = random;
    }

    /** The stream with one to four mutations. */
    byte[] mutated() {
        for (int n = random.nextInt(4); n >= 0; n--) {
            mutate();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        chunks.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void mutate() {
        if (chunks.isEmpty()) {
            chunks.add(any(strangers));
            return;
        }
        int at = random.nextInt(chunks.size());
        switch (random.nextInt(11)) {
            case 0 -> chunks.remove(at);
            case 1 -> chunks.add(random.nextInt(chunks.size() + 1), chunks.get(at));
            case 2 -> chunks.add(at, any(strangers));
            case 3 -> chunks.set(at, chunks.set(random.nextInt(chunks.size()), chunks.get(at)));
            case 4 -> chunks.set(at, cut(chunks.get(at)));
            case 5 -> cutEnd(at);
            case 6 -> chunks.set(at, spliced(chunks.get(at), any(strangers)));
            case 7 -> chunks.set(at, withByte(chunks.get(at)));
            case 8 -> chunks.set(at, withNumber(chunks.get(at)));
            case 9 -> chunks.set(at, withPath(chunks.get(at)));
            default -> chunks.set(at, withType(chunks.get(at)));
        }
    }

    private byte[] any(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    private byte[] cut(byte[] chunk) {
        return Arrays.copyOf(chunk, random.nextInt(chunk.length + 1));
    }

    private void cutEnd(int at) {
        chunks.set(at, cut(chunks.get(at)));
        chunks.subList(at + 1, chunks.size()).clear();
    }

    private byte[] spliced(byte[] chunk, byte[] other) {
        byte[] front = cut(chunk);
        int from = random.nextInt(other.length + 1);
        return new Chunks()
                .raw(front)
                .raw(Arrays.copyOfRange(other, from, other.length))
                .bytes();
    }

    /** A bit flipped, or a byte of those that mean something; mostly near the head. */
    private byte[] withByte(byte[] chunk) {
        if (chunk.length == 0) {
            return chunk;
        }
        byte[] changed = chunk.clone();
        int at = random.nextInt(random.nextBoolean() ? Math.min(chunk.length, 64) : chunk.length);
        changed[at] = random.nextBoolean()
                ? (byte) (changed[at] ^ 1 << random.nextInt(8))
                : NASTY[random.nextInt(NASTY.length)];
        return random.nextBoolean() ? summed(changed) : changed;
    }

    /** A length, an offset, a checksum or a count set to an extreme. */
    private byte[] withNumber(byte[] chunk) {
        int body = body(chunk);
        int at = random.nextInt(4) == 0 ? 10 : body + 4 * random.nextInt(7);
        boolean wide = random.nextBoolean();
        if (at + (wide ? Long.BYTES : Integer.BYTES) > chunk.length) {
            return chunk;
        }
        byte[] changed = chunk.clone();
        ByteBuffer numbers = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        if (wide) {
            numbers.putLong(at, extreme);
        } else {
            numbers.putInt(at, (int) extreme);
        }
        return random.nextBoolean() ? summed(changed) : changed;
    }

    private byte[] withPath(byte[] chunk) {
        if (chunk.length < HEAD) {
            return chunk;
        }
        byte[] path = random.nextInt(8) == 0
                ? new byte[500 + random.nextInt(20)]
                : Chunks.text(PATHS[random.nextInt(PATHS.length)]);
        byte[] head = Arrays.copyOf(chunk, HEAD - Integer.BYTES);
        byte[] rest = Arrays.copyOfRange(chunk, body(chunk), chunk.length);
        return new Chunks().raw(head).number(path.length).raw(path).raw(rest).bytes();
    }

    private byte[] withType(byte[] chunk) {
        if (chunk.length < HEAD) {
            return chunk;
        }
        byte[] changed = chunk.clone();
        changed[8] = (byte) random.nextInt(4);
        changed[9] = (byte) LETTERS[random.nextInt(LETTERS.length)];
        return changed;
    }

    /** With the checksum of the payload it has now, so that it is not refused for that alone. */
    private static byte[] summed(byte[] chunk) {
        int payload = body(chunk) + 20;
        if (payload <= chunk.length && chunk[9] == 'P') {
            CRC32 crc = new CRC32();
            crc.update(chunk, payload, chunk.length - payload);
            ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).putInt(payload - Integer.BYTES, (int) crc.getValue());
        }
        return chunk;
    }

    /** Where its numbers begin; its end if it says nonsense. */
    private static int body(byte[] chunk) {
        if (chunk.length < HEAD) {
            return chunk.length;
        }
        int path = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
        return path < 0 || path > chunk.length - HEAD ? chunk.length : HEAD + path;
    }
}
