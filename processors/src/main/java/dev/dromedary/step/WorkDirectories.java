package dev.dromedary.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folders that runs need while they last: option file, spool, what the tool writes beside its stream. */
public final class WorkDirectories {
    private final Path root;

    public WorkDirectories(Path root) {
        this.root = root;
    }

    /** An empty folder for a run, closed to others; what an earlier attempt left in it is gone. */
    Path fresh(String run) throws IOException {
        remove(run);
        Files.createDirectories(root);
        Path directory = Files.createDirectory(
                root.resolve(run), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path sub : new Path[] {spool(directory), checkpoints(directory), target(directory)}) {
            Files.createDirectory(sub);
        }
        return directory;
    }

    Path of(String run) {
        return root.resolve(run);
    }

    static Path spool(Path directory) {
        return directory.resolve("spool");
    }

    static Path checkpoints(Path directory) {
        return directory.resolve("lsn");
    }

    static Path target(Path directory) {
        return directory.resolve("target");
    }

    /** Ends the tool of the run, if a killed process has left it at work, and removes the folder. */
    void remove(String run) throws IOException {
        Path directory = root.resolve(run);
        ToolRecord.end(directory);
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
