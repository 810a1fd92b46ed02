package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A folder as a storage. An object is a file, written aside, synced, and then published under its name in one step, so
 * that it is there whole or not at all, whatever fails; the folders on the way to it are synced too, and so is what a deletion leaves. There is no switch
 * for that: a backup that a power cut can take back is none.
 */
public final class Folder implements Storage {
    /** The JDK copies a heap buffer into a native one as large as the write, and keeps that for the thread's life. */
    private static final int SLICE = 256 * 1024;

    private final Path root;
    private final FolderNames names;
    private final Publishing publishing;

    public Folder(String directory) {
        try {
            SyncedFolders.make(Path.of(directory).toAbsolutePath());
            // The real path, so that a link inside can be told from one that leads out.
            root = Path.of(directory).toRealPath();
            names = new FolderNames(root);
            publishing = new Publishing(root);
        } catch (IOException e) {
            throw FolderFailure.of(Path.of(directory), e);
        }
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        Path target = names.path(key);
        try {
            checkInside(target);
            publishing.publish(target, ifAbsent, body);
        } catch (FileAlreadyExistsException e) {
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new AlreadyExistsException(key);
            }
            throw new BackupException(
                    Reason.StorageInvalid,
                    "object " + key + " cannot be stored: a name on its way is taken by something else",
                    "a folder cannot hold an object and objects below its name",
                    e);
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
    }

    @Override
    public byte[] get(String key) {
        return get(key, 0, Math.toIntExact(size(key)));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        Path path = present(key);
        try (var file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            file.position(Math.min(offset, file.size()));
            byte[] body = BodyPool.array(key, Math.min(length, file.size() - file.position()));
            for (int at = 0; at < body.length; ) {
                int n = file.read(ByteBuffer.wrap(body, at, Math.min(SLICE, body.length - at)));
                if (n < 0) {
                    throw new IOException(path + " ended early, at byte " + at);
                }
                at += n;
            }
            return body;
        } catch (NoSuchFileException e) {
            throw new NotFoundException(key);
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
    }

    @Override
    public long size(String key) {
        Path path = present(key);
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            throw new NotFoundException(key);
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        Path start = names.folder(prefix);
        var found = new ArrayList<StoredObject>();
        try {
            checkRoot();
            checkInside(start.resolve("any"));
            if (Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(start, new Listing(names, prefix, found));
            }
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
        return found;
    }

    @Override
    public void delete(List<String> keys) {
        var changed = new LinkedHashSet<Path>();
        try {
            for (String key : keys) {
                Path path = names.path(key);
                checkRoot();
                checkInside(path);
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(path)) {
                    prune(path.getParent());
                }
                // Also when it was gone already: whoever removed it may have died before the sync.
                changed.add(path.getParent());
            }
            for (Path folder : changed) {
                SyncedFolders.syncRemoval(folder);
            }
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
    }

    /** Removes what is empty, upwards; a put that loses its folder this way makes it again. */
    private void prune(Path folder) throws IOException {
        try {
            for (Path at = folder; !at.equals(root); at = at.getParent()) {
                Files.deleteIfExists(at);
            }
        } catch (DirectoryNotEmptyException e) {
            // The usual end: a sibling is still there.
        }
    }

    private Path present(String key) {
        Path path = names.path(key);
        try {
            checkRoot();
            checkInside(path);
        } catch (IOException e) {
            throw FolderFailure.of(root, e);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotFoundException(key);
        }
        return path;
    }

    /** A folder that went away (unmounted, removed) must not look like an empty one. */
    private void checkRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString());
        }
    }

    /** Names cannot lead out of the root, but a link that someone put there could. */
    private void checkInside(Path path) throws IOException {
        Path parent = path.getParent();
        while (!parent.equals(root)) {
            try {
                if (!parent.toRealPath().equals(parent)) {
                    throw new BackupException(
                            Reason.StorageDenied,
                            "folder " + parent + " is a link",
                            "links inside the folder of a storage are not followed");
                }
                return;
            } catch (NoSuchFileException | NotDirectoryException e) {
                parent = parent.getParent();
            }
        }
    }
}
