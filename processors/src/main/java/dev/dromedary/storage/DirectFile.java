package dev.dromedary.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes new files past the page cache where the file system lets us (open(2), {@code O_DIRECT}): the cache is the
 * server's, and what is synced at once gains nothing by a copy there. Memory is {@value #SLICE} bytes for each write at
 * work.
 */
final class DirectFile {
    /** Also for the page cache: the JDK copies a heap buffer into a native one as large as the write, and keeps that. */
    private static final int SLICE = 1 << 20;

    /** By its name, because the JDK warns of every use of the class in a program; null if a JDK does not have it. */
    private static final OpenOption DIRECT = option("com.sun.nio.file.ExtendedOpenOption", "DIRECT");

    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private volatile boolean possible = DIRECT != null;

    /** Creates the file with this content, and returns when it is on the disk. */
    void write(Path file, byte[] body) throws IOException {
        if (possible && body.length >= SLICE) {
            try {
                writeDirect(file, body);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // How a file system says that it cannot differs with the system. What is really wrong shows once more.
                possible = false;
                Files.deleteIfExists(file);
            }
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int at = 0; at < body.length; ) {
                at += channel.write(ByteBuffer.wrap(body, at, Math.min(SLICE / 4, body.length - at)));
            }
            channel.force(true);
        }
    }

    /** Addresses, positions and lengths are whole blocks; the file is cut to its length in the end. */
    private void writeDirect(Path file, byte[] body) throws IOException {
        int block = Math.toIntExact(Files.getFileStore(file.getParent()).getBlockSize());
        ByteBuffer buffer = buffer(block);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, DIRECT)) {
            for (int at = 0; at < body.length; at += SLICE) {
                int length = Math.min(SLICE, body.length - at);
                buffer.clear().put(body, at, length);
                buffer.position(0).limit(Math.ceilDiv(length, block) * block);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            channel.truncate(body.length);
            channel.force(true);
        } finally {
            buffers.add(buffer);
        }
    }

    private ByteBuffer buffer(int block) {
        ByteBuffer pooled = buffers.poll();
        return pooled != null
                ? pooled
                : ByteBuffer.allocateDirect(SLICE + block).alignedSlice(block);
    }

    private static OpenOption option(String type, String name) {
        try {
            return Arrays.stream(Class.forName(type).getEnumConstants())
                    .filter(each -> each.toString().equals(name))
                    .map(OpenOption.class::cast)
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
