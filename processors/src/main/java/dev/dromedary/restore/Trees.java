package dev.dromedary.restore;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Whole directory trees. A symbolic link is an entry like any other here: none is ever followed. */
public final class Trees {
    private Trees() {}

    /**
     * Removes a file or a directory with all that is in it; nothing there is no error.
     *
     * @throws dev.dromedary.status.BackupException if the disk refuses
     */
    public static void delete(Path tree) {
        try {
            delete(tree, FileOperations.DISK);
        } catch (IOException e) {
            throw DiskFailure.of("removing " + tree, e);
        }
    }

    /**
     * The sum of the lengths of all regular files below; 0 where there is nothing. Files may go away meanwhile.
     *
     * @throws dev.dromedary.status.BackupException if a folder cannot be read
     */
    public static long size(Path tree) {
        AtomicLong sum = new AtomicLong();
        try {
            Files.walkFileTree(tree, new TolerantVisitor() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw DiskFailure.of("measuring " + tree, e);
        }
        return sum.get();
    }

    /**
     * Makes the entries of one directory durable: what was created, renamed or removed in it survives a power failure.
     *
     * @throws dev.dromedary.status.BackupException if the disk refuses
     */
    public static void sync(Path directory) {
        try {
            FileOperations.DISK.sync(directory);
        } catch (IOException e) {
            throw DiskFailure.of("syncing " + directory, e);
        }
    }

    static void delete(Path tree, FileOperations files) throws IOException {
        if (!exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new TolerantVisitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether the name is taken, be it by a dangling link. */
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The names in a directory, sorted; none where there is no directory. */
    static List<String> names(Path directory) throws IOException {
        if (!exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static class TolerantVisitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
