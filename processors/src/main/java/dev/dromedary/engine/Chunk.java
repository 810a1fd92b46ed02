package dev.dromedary.engine;

/**
 * A chunk that has been read and found whole.
 *
 * @param path the file, as the stream names it: relative, parts separated by {@code /}
 * @param type what it does
 * @param index which chunk of its path it is, from 0, over all generations: an index that started again would overwrite
 *     objects where a file is written twice
 * @param generation which writing of the path it belongs to, from 0
 * @param offset where it starts in the stream
 * @param length its bytes with the header
 */
public record Chunk(String path, Type type, int index, int generation, long offset, long length) {
    /** What a chunk does to its file. */
    public enum Type {
        PAYLOAD,
        END,
        SPARSE,
        SEEK,
        RENAME,
        REMOVE
    }
}
