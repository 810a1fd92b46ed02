package dev.dromedary.engine;

/** Is told what a stream consists of, while it flows past. Called by the thread that feeds the tap. */
public interface StreamListener {
    /** Hears nothing. */
    StreamListener NONE = new StreamListener() {};

    /** A chunk ended and its checksum was right. */
    default void chunk(Chunk chunk) {}

    /** A file ended: its path and its bytes, holes not counted. */
    default void file(String path, long size) {}
}
