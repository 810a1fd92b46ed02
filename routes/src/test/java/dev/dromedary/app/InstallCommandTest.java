package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallCommandTest {
    private static final FileTime BUILT = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    Path folder;

    private Path home;
    private Path target;

    @BeforeEach
    void aProgram() throws IOException {
        home = folder.resolve("home");
        target = folder.resolve("volume/dromedary");
        file("runtime/bin/java", "an executable", "rwxr-xr-x");
        file("runtime/legal/LICENSE", "read only", "r--r--r--");
        file("lib/one.jar", "a jar", "rw-r--r--");
        file("java.args", "-Xmx1m", "rw-r--r--");
    }

    private void file(String name, String text, String mode) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, BUILT);
    }

    @Test
    void theProgramIsCopiedWithModesAndTimes() throws IOException {
        install();

        assertThat(content(target)).isEqualTo(content(home)).hasSize(4);
    }

    @Test
    void whatIsTheOperatorsStays() throws IOException {
        file("operator.aot", "a cache", "rw-r--r--");
        file("config/operator.properties", "read by name", "rw-r--r--");

        install();

        assertThat(target.resolve("operator.aot")).doesNotExist();
        assertThat(target.resolve("config/operator.properties")).exists();
    }

    @Test
    void aSecondTimeChangesNothing() throws IOException {
        install();
        Object first = key(target.resolve("lib/one.jar"));

        install();

        assertThat(key(target.resolve("lib/one.jar"))).isEqualTo(first);
        assertThat(content(target)).isEqualTo(content(home));
    }

    @Test
    void aCopyThatWasCutShortIsMadeAnew() throws IOException {
        install();
        Path cut = target.resolve("lib/one.jar");
        Files.writeString(cut, "a");
        Path foreign = target.resolve("runtime/legal/LICENSE");
        Files.delete(foreign);
        Files.writeString(foreign, "as long!!");

        install();

        assertThat(content(target)).isEqualTo(content(home));
    }

    @Test
    void withoutARuntimeThereIsNothingToInstall() throws IOException {
        Files.move(home.resolve("runtime"), home.resolve("elsewhere"));

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(this::install)
                .withMessageContaining("no runtime");
    }

    @Test
    void aFolderOfTheProgramIsNoTarget() {
        target = home.resolve("copy");

        assertThatExceptionOfType(BackupException.class).isThrownBy(this::install);
        assertThat(target).doesNotExist();
    }

    private void install() throws IOException {
        var command = new InstallCommand(home);
        new CommandLine(command).parseArgs(target.toString());
        command.call();
    }

    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    /** Text, mode and time of each file. */
    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        folder.relativize(file).toString(),
                        Files.readString(file) + " "
                                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                + Files.getLastModifiedTime(file));
            }
        }
        return content;
    }
}
