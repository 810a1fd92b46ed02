package dev.dromedary.engine;

import dev.dromedary.engine.StreamFiles.Broken;
import java.util.zip.CRC32;

/** The bytes of a chunk that belong to a file: how many are to come, where they go, and whether they are what was sent. */
final class ChunkPayload {
    private final Limits limits;
    private final Keepsakes keepsakes;
    private final CRC32 crc = new CRC32();

    private String path;
    private StreamFiles.Entry file;
    private boolean keep;
    private long left;
    private long advance;
    private int checksum;
    private int holes;
    private long mapped;

    ChunkPayload(Limits limits, Keepsakes keepsakes) {
        this.limits = limits;
        this.keepsakes = keepsakes;
    }

    /**
     * What a chunk says of its payload.
     *
     * @param entries of its map of holes; 0 for a chunk without one
     */
    void announce(long length, int expected, int entries, boolean sparse) throws Broken {
        if (length < 0 || length > limits.maxChunk()) {
            throw new Broken("a chunk has " + Long.toUnsignedString(length) + " bytes");
        }
        if (entries < 0 || entries > limits.maxHoles()) {
            throw new Broken("a sparse chunk has " + Integer.toUnsignedString(entries) + " entries");
        }
        left = length;
        advance = length;
        mapped = sparse ? 0 : length;
        holes = entries;
        checksum = expected;
        crc.reset();
    }

    /** The file that it is for, at the byte that it is for. */
    void of(String name, StreamFiles.Entry entry, long offset) throws Broken {
        if (offset != entry.position) {
            throw new Broken("a chunk is for byte " + Long.toUnsignedString(offset) + ", not " + entry.position);
        }
        path = name;
        file = entry;
        keep = Keepsakes.wanted(name);
    }

    StreamFiles.Entry file() {
        return file;
    }

    /** Bytes to come. */
    long left() {
        return left;
    }

    boolean hasHoles() {
        return holes > 0;
    }

    /** An entry of the map: so much is skipped, so much follows. */
    void hole(byte[] entry, int length, int skipped, int following) {
        crc.update(entry, 0, length);
        advance += Integer.toUnsignedLong(skipped);
        mapped += Integer.toUnsignedLong(following);
        holes--;
    }

    /** After the last hole. */
    void checkMap() throws Broken {
        if (mapped != left) {
            throw new Broken("the map of a sparse chunk is for " + mapped + " bytes, not " + left);
        }
    }

    void add(byte[] buffer, int offset, int length) {
        crc.update(buffer, offset, length);
        if (keep) {
            keepsakes.add(path, file.position + advance - left, buffer, offset, length);
        }
        file.size += length;
        left -= length;
    }

    void end() throws Broken {
        if ((int) crc.getValue() != checksum) {
            throw new Broken("a chunk has the wrong checksum");
        }
        if (advance > Long.MAX_VALUE - file.position) {
            throw new Broken("it is longer than a file can be");
        }
        file.position += advance;
    }
}
