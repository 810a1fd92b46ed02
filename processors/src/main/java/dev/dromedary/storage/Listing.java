package dev.dromedary.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Collects the files of a folder whose keys start with a prefix; what is removed meanwhile is left out. */
final class Listing extends SimpleFileVisitor<Path> {
    private final FolderNames names;
    private final String prefix;
    private final List<StoredObject> found;

    Listing(FolderNames names, String prefix, List<StoredObject> found) {
        this.names = names;
        this.prefix = prefix;
        this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.equals(names.root().resolve(FolderNames.UNFINISHED))) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        String key = names.key(folder) + "/";
        boolean mayHold = folder.equals(names.root()) || key.startsWith(prefix) || prefix.startsWith(key);
        return mayHold ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String key = names.key(file);
        if (attributes.isRegularFile() && key.startsWith(prefix)) {
            found.add(new StoredObject(key, attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }
}
