package dev.dromedary.engine;

/**
 * How much of a stream is believed before it is called damaged: its lengths are unprotected by any checksum.
 *
 * @param maxChunk longest payload of one chunk, in bytes
 * @param maxFiles most paths a stream may have
 * @param maxNameBytes most bytes the names of all paths may have together, for they are kept
 * @param maxHoles most entries in the map of a sparse chunk
 */
public record Limits(long maxChunk, int maxFiles, long maxNameBytes, int maxHoles) {
    private static final long MIB = 1 << 20;
    private static final int LARGEST_PAGE = 64 << 10;

    public Limits {
        if (maxChunk <= 0 || maxFiles <= 0 || maxNameBytes <= 0 || maxHoles < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** Fits every page size that InnoDB knows. */
    public static Limits standard() {
        return ofPageSize(LARGEST_PAGE);
    }

    /**
     * Fits one page size: the longest chunk is a block of an increment's {@code .delta}, a quarter page of page numbers
     * and their pages (64 MiB with pages of 16 KiB, measured), or 640 pages of a base, or a buffer of 10 MiB. Percona's
     * {@code --read-buffer-size} can raise the last.
     */
    public static Limits ofPageSize(int pageSize) {
        long delta = (long) pageSize * pageSize / 4;
        long data = 640L * pageSize;
        long chunk = Math.max(64 * MIB, Math.max(delta, data)) + MIB;
        return new Limits(chunk, 1_000_000, 64 * MIB, 1 << 20);
    }
}
