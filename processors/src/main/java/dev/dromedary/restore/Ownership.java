package dev.dromedary.restore;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Whose the files of a data directory are, in numbers: the names of a container's users mean nothing in another one. The
 * tool creates files as the user it runs as, and the server must be able to write them.
 *
 * @param uid the owner
 * @param gid the group
 * @param fileMode permission bits of files
 * @param directoryMode permission bits of directories, with those for setgid and sticky
 */
public record Ownership(int uid, int gid, int fileMode, int directoryMode) {
    private static final int BITS = 07777;

    /**
     * What a data directory shows: its {@code ibdata1} and its {@code mysql} folder, where it has them; otherwise the
     * owner of the directory, and the modes that servers use.
     *
     * @throws BackupException if it cannot be read
     */
    public static Ownership of(Path dataDirectory) {
        Path file = dataDirectory.resolve(SwapChecks.SYSTEM_TABLESPACE);
        Path folder = dataDirectory.resolve("mysql");
        try {
            Path owned = Files.exists(file) ? file : dataDirectory;
            return new Ownership(
                    number(owned, "uid", true),
                    number(owned, "gid", true),
                    Files.exists(file) ? number(file, "mode", true) & BITS : 0660,
                    Files.isDirectory(folder) ? number(folder, "mode", true) & BITS : 0750);
        } catch (IOException e) {
            throw DiskFailure.of("reading the owner of " + dataDirectory, e);
        }
    }

    /**
     * Gives a tree this owner, group and these modes. A symbolic link gets the owner; what it points to is left alone. May
     * be run twice.
     *
     * @throws BackupException {@code DataDirectoryInvalid} if this process may not
     */
    public void give(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    giveOne(file, attributes);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                    if (problem != null) {
                        throw problem;
                    }
                    // Last, or a mode without 'x' would end the walk of someone who is not root.
                    giveOne(directory, Files.readAttributes(directory, BasicFileAttributes.class));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw DiskFailure.of("giving " + tree + " to " + uid + ":" + gid, e);
        }
    }

    private void giveOne(Path path, BasicFileAttributes attributes) throws IOException {
        try {
            // chown(2) clears setuid and setgid, so the mode comes second; equal ids need no right to chown.
            if (number(path, "uid", false) != uid) {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            }
            if (number(path, "gid", false) != gid) {
                Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (FileSystemException e) {
            throw new BackupException(
                    Reason.DataDirectoryInvalid,
                    path + " cannot be given to " + uid + ":" + gid + ": " + e.getReason(),
                    "run the restore as that user: set dataOwner to " + uid + ":" + gid,
                    e);
        }
        if (!attributes.isSymbolicLink()) {
            Files.setAttribute(path, "unix:mode", attributes.isDirectory() ? directoryMode : fileMode);
        }
    }

    private static int number(Path path, String attribute, boolean follow) throws IOException {
        LinkOption[] options = follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        return (Integer) Files.getAttribute(path, "unix:" + attribute, options);
    }
}
