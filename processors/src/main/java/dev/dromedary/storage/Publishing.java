package dev.dromedary.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Makes a file appear under its name whole, synced, and once. */
final class Publishing {
    /** A put lasts seconds; what is older was left by a process that died. */
    private static final Duration LEFTOVER = Duration.ofDays(1);

    /** How often a put makes a folder again that a deletion next to it has pruned away. */
    private static final int FOLDER_ATTEMPTS = 100;

    private final Path root;
    private final Path unfinished;
    private final DirectFile files = new DirectFile();

    Publishing(Path root) throws IOException {
        this.root = root;
        unfinished = root.resolve(FolderNames.UNFINISHED);
        SyncedFolders.make(unfinished);
        sweep();
    }

    void publish(Path target, boolean ifAbsent, byte[] body) throws IOException {
        Path draft = unfinished.resolve(UUID.randomUUID().toString());
        try {
            files.write(draft, body);
            for (int attempt = 1; !appear(draft, target, ifAbsent); attempt++) {
                if (attempt == FOLDER_ATTEMPTS) {
                    throw new NoSuchFileException(target.toString());
                }
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** False when the folder was pruned in between. */
    private boolean appear(Path draft, Path target, boolean ifAbsent) throws IOException {
        try {
            SyncedFolders.make(target.getParent());
            if (ifAbsent) {
                appearOnce(draft, target);
            } else {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
            SyncedFolders.sync(target.getParent());
            return true;
        } catch (NoSuchFileException e) {
            if (Files.exists(draft) && Files.isDirectory(root)) {
                return false;
            }
            throw e;
        }
    }

    private static void appearOnce(Path draft, Path target) throws IOException {
        try {
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here (FAT, some network shares). The exclusive create decides who wins; for a moment, and
            // for ever if we die in between, the object is there and empty: readers check lengths.
            if (e instanceof FileSystemException f && !lacksLinks(f)) {
                throw f;
            }
            Files.createFile(target);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean lacksLinks(FileSystemException e) {
        String reason = e.getReason() == null ? "" : e.getReason();
        return reason.contains("not permitted")
                || reason.contains("not supported")
                || reason.contains("not implemented");
    }

    private void sweep() throws IOException {
        Instant limit = Instant.now().minus(LEFTOVER);
        try (var drafts = Files.newDirectoryStream(unfinished)) {
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (NoSuchFileException e) {
            // Another process sweeps the same folder.
        }
    }
}
