package dev.dromedary.app;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Copies the program with its own runtime into a folder: the volume by which the image of a backup tool gets it. The
 * program does it itself, since its image has no {@code cp}. It may be done again, after any failure.
 */
@Command(
        name = "install",
        description = "Copy the program into a folder, to be mounted at /opt/dromedary in any image that has glibc.",
        mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
    private final Path home;

    @Parameters(paramLabel = "DIR", description = "The folder; it is made if it is not there.")
    private Path target;

    InstallCommand() {
        this(Home.found().folder());
    }

    InstallCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(home.resolve("runtime"))) {
            throw new BackupException(
                    Reason.NotSupported,
                    "there is no runtime in " + home + " to be copied",
                    "run this in the image that './dromedary image' builds");
        }
        if (target.toAbsolutePath().startsWith(home)) {
            throw new BackupException(
                    Reason.NotSupported, target + " is within the program itself", "name another folder");
        }
        Files.createDirectories(target);
        Files.walkFileTree(home, new Copy());
        return 0;
    }

    private final class Copy extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            // The target itself is the user's: a volume has an owner and a mode of its own.
            if (!folder.equals(home)) {
                Path copy = Files.createDirectories(copy(folder));
                if (!sameMode(folder, copy)) {
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(folder));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isOperators(file) && !isCopied(file, attributes)) {
                // With its time of change: the JVM does not use its cache with jars of another time.
                Files.copy(file, copy(file), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
            return FileVisitResult.CONTINUE;
        }

        /** What the operator alone is started with; its cache is a quarter of the program. */
        private boolean isOperators(Path file) {
            return file.getParent().equals(home)
                    && file.getFileName().toString().startsWith("operator.");
        }

        /** The time of change is set last, so a copy that was cut short has another. */
        private boolean isCopied(Path file, BasicFileAttributes attributes) throws IOException {
            Path copy = copy(file);
            if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            var there = Files.readAttributes(copy, BasicFileAttributes.class);
            return there.size() == attributes.size()
                    && there.lastModifiedTime().equals(attributes.lastModifiedTime())
                    && sameMode(file, copy);
        }

        private Path copy(Path original) {
            return target.resolve(home.relativize(original));
        }
    }

    private static boolean sameMode(Path one, Path other) throws IOException {
        return Files.getPosixFilePermissions(one).equals(Files.getPosixFilePermissions(other));
    }
}
