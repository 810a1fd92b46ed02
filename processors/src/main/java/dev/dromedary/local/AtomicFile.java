package dev.dromedary.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/** Files that are whole or not there, whatever kills us in between. */
final class AtomicFile {
    private static final String LEFTOVER = ".writing-";

    private AtomicFile() {}

    /** Puts the content in place of what is there. */
    static void replace(Path file, byte[] content) throws IOException {
        Path temporary = write(file, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(file.getParent());
    }

    /** Answers false, and changes nothing, if there is a file already. */
    static boolean create(Path file, byte[] content) throws IOException {
        Path temporary = write(file, content);
        try {
            // A link, because CREATE_NEW would show the file before its content.
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
            sync(file.getParent());
        }
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(file.getParent());
        }
    }

    /** Removes what a kill in the middle of a write has left below the directory. */
    static void sweep(Path directory) throws IOException {
        sweep(directory, Integer.MAX_VALUE);
    }

    /** As {@link #sweep}, and not in folders in it. */
    static void sweepOnly(Path directory) throws IOException {
        sweep(directory, 1);
    }

    private static void sweep(Path directory, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(directory, depth)) {
            for (Path file : all.filter(each -> each.getFileName().toString().startsWith(LEFTOVER))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling(LEFTOVER + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
