package dev.dromedary.engine;

import java.nio.ByteBuffer;

/**
 * The first 14 bytes of a chunk: magic, flags, type, length of the path.
 *
 * @param rewrite whether a file that is there may be replaced
 */
record ChunkHead(Chunk.Type type, boolean rewrite, int pathLength) {
    static final int LENGTH = 14;

    /** {@code XBSTCK01}, read as a little-endian number. */
    private static final long MAGIC = 0x31304B4354534258L;

    private static final int IGNORABLE = 0x01;
    private static final int REWRITE = 0x02;

    static ChunkHead read(Dialect dialect, ByteBuffer bytes) throws StreamFiles.Broken {
        if (bytes.getLong(0) != MAGIC) {
            throw new StreamFiles.Broken("no chunk starts here");
        }
        return new ChunkHead(type(dialect, bytes.get(9)), rewrite(dialect, bytes.get(8)), pathLength(bytes.getInt(10)));
    }

    // mbstream compares the flags with 0x02 for equality; no known writer sets 0x01, which only unknown types need.
    private static boolean rewrite(Dialect dialect, int flags) throws StreamFiles.Broken {
        boolean rewrite = flags == REWRITE && dialect == Dialect.MARIADB;
        if (!rewrite && flags != 0 && flags != IGNORABLE) {
            throw new StreamFiles.Broken("a chunk has the unknown flags " + flags);
        }
        return rewrite;
    }

    private static Chunk.Type type(Dialect dialect, byte letter) throws StreamFiles.Broken {
        boolean mariadb = dialect == Dialect.MARIADB;
        return switch (letter) {
            case 'P' -> Chunk.Type.PAYLOAD;
            case 'E' -> Chunk.Type.END;
            case 'S' -> mariadb ? Chunk.Type.SEEK : Chunk.Type.SPARSE;
            case 'R' -> onlyIf(mariadb, Chunk.Type.RENAME);
            case 'D' -> onlyIf(mariadb, Chunk.Type.REMOVE);
            default -> throw new StreamFiles.Broken("a chunk has the unknown type " + letter);
        };
    }

    private static Chunk.Type onlyIf(boolean known, Chunk.Type type) throws StreamFiles.Broken {
        if (!known) {
            throw new StreamFiles.Broken("a chunk has the type " + type + ", which xtrabackup does not write");
        }
        return type;
    }

    static int pathLength(int length) throws StreamFiles.Broken {
        if (length <= 0 || length > StreamPath.MAX_LENGTH) {
            throw new StreamFiles.Broken("a path has " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    /** How many bytes of fixed size follow the path. */
    int bodyLength() {
        return switch (type) {
            case PAYLOAD -> 20; // length, offset, checksum
            case SPARSE -> 24; // entries of the map, length, offset, checksum
            case SEEK -> 8; // offset
            case RENAME -> 4; // length of the new path
            case END, REMOVE -> 0;
        };
    }
}
