package dev.dromedary.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What folders name, so that a power cut leaves it so: a file's sync is not one of the entry that it has in a folder. */
final class SyncedFolders {
    private SyncedFolders() {}

    /** Makes a folder, and those on the way to it that are missing. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        make(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        sync(folder.getParent());
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** For what was removed from a folder; one that is gone itself was removed from the folder above. */
    static void syncRemoval(Path folder) throws IOException {
        try {
            sync(folder);
        } catch (NoSuchFileException e) {
            syncRemoval(folder.getParent());
        }
    }
}
