package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FolderFailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                // What a thread that is told to stop meets in the middle of a write says nothing of the disk.
                Arguments.of(new ClosedByInterruptException(), Reason.RunCancelled),
                Arguments.of(new FileSystemException("f", null, "No space left on device"), Reason.DiskFull),
                Arguments.of(new AccessDeniedException("f"), Reason.StorageDenied),
                Arguments.of(new FileSystemException("f", null, "Read-only file system"), Reason.StorageDenied),
                Arguments.of(new IOException("Input/output error"), Reason.DiskFailed));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isToldForWhatItIs(IOException failure, Reason reason, @TempDir Path root) {
        BackupException told = FolderFailure.of(root, failure);

        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told).hasCause(failure);
    }
}
