package dev.dromedary.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
    @TempDir
    Path folder;

    @Test
    void dataThatAnotherProcessHasLockedIsNotSwapped() throws Exception {
        DataDirectory data = DataDirectory.staged(folder);
        Process holder = holder(folder.resolve("ibdata1"));
        try {
            assertThat(answer(holder)).isEqualTo("locked");

            assertThatThrownBy(Swap.open(data.workplace())::swap)
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ServerNotStopped))
                    .hasMessageContaining("ibdata1 is locked");

            assertThat(data.data()).isEqualTo(DataDirectory.OLD);
        } finally {
            end(holder);
        }
        Swap.open(data.workplace()).swap();
        assertThat(data.data()).isEqualTo(DataDirectory.NEW);
    }

    @Test
    @SuppressWarnings("try")
    void whileItIsHeldAnotherProcessFails() throws Exception {
        DataDirectory data = DataDirectory.staged(folder);
        try (DataDirectoryLock held = DataDirectoryLock.take(data.root())) {
            Process other = holder(folder.resolve("ibdata1"));
            try {
                assertThat(answer(other)).isEqualTo("refused");
            } finally {
                end(other);
            }
        }
    }

    /** A second JVM, because locks of one process never get in each other's way. */
    public static void main(String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            System.out.println(lock == null ? "refused" : "locked");
            System.out.flush();
            System.in.read();
        }
    }

    private static Process holder(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataDirectoryLockTest.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String answer(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        return reader.readLine();
    }

    private static void end(Process process) throws Exception {
        process.getOutputStream().close();
        process.waitFor();
    }
}
