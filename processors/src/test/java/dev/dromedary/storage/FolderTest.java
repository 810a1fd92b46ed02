package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to a folder; what any storage promises is in the contract test. */
class FolderTest {
    @TempDir
    Path root;

    @TempDir
    Path elsewhere;

    @Test
    void draftsAreNotListedAndOldOnesAreSweptAway() throws IOException {
        Path fresh =
                Files.writeString(Files.createDirectories(root.resolve(".tmp")).resolve("fresh"), "x");
        Path old = Files.writeString(root.resolve(".tmp/old"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        var folder = new Folder(root.toString());

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
        assertThat(folder.list("")).isEmpty();
        fails(Reason.SourceInvalid, () -> folder.put(".tmp/x", new byte[1], false));
    }

    @Test
    void aPutLeavesNothingButItsObject() throws IOException {
        var folder = new Folder(root.toString());
        folder.put("a/b", new byte[1], true);
        assertThatExceptionOfType(AlreadyExistsException.class).isThrownBy(() -> folder.put("a/b", new byte[1], true));

        try (var drafts = Files.list(root.resolve(".tmp"))) {
            assertThat(drafts).isEmpty();
        }
    }

    /** Whole blocks are written past the page cache, and the file is cut after that; shorter ones are not. */
    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (3 << 20) + 4095, (3 << 20) + 4096, (3 << 20) + 4097})
    void everyLengthComesBack(int length) {
        var folder = new Folder(root.toString());
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);

        folder.put("a", body, true);
        folder.put("b", body, true);

        assertThat(folder.size("a")).isEqualTo(length);
        assertThat(folder.get("a")).isEqualTo(body);
        assertThat(folder.get("b")).as("by the same buffer").isEqualTo(body);
    }

    @Test
    void emptiedFoldersGoAndTheRootStays() {
        var folder = new Folder(root.toString());
        folder.put("a/b/c", new byte[1], false);
        folder.put("a/d", new byte[1], false);

        folder.delete(List.of("a/b/c"));
        assertThat(root.resolve("a/b")).doesNotExist();
        assertThat(root.resolve("a/d")).exists();

        folder.delete(List.of("a/d"));
        assertThat(root.resolve("a")).doesNotExist();
        assertThat(root).exists();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.writeString(elsewhere.resolve("secret"), "x");
        Files.createSymbolicLink(root.resolve("out"), elsewhere);
        Files.createSymbolicLink(root.resolve("file"), elsewhere.resolve("secret"));
        var folder = new Folder(root.toString());

        fails(Reason.StorageDenied, () -> folder.get("out/secret"));
        fails(Reason.StorageDenied, () -> folder.put("out/new", new byte[1], false));
        fails(Reason.StorageDenied, () -> folder.delete(List.of("out/secret")));
        fails(Reason.StorageDenied, () -> folder.list("out/"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> folder.get("file"));
        assertThat(folder.list("")).isEmpty();
        assertThat(elsewhere.resolve("secret")).exists();
        assertThat(elsewhere.resolve("new")).doesNotExist();
    }

    @Test
    void aFolderThatIsGoneIsNotAnEmptyOne() throws IOException {
        Path inner = root.resolve("inner");
        var folder = new Folder(inner.toString());
        Files.delete(inner.resolve(".tmp"));
        Files.delete(inner);

        fails(Reason.StorageUnreachable, () -> folder.list(""));
        fails(Reason.StorageUnreachable, () -> folder.get("a"));
        fails(Reason.StorageUnreachable, () -> folder.put("a", new byte[1], false));
    }

    @Test
    void aRootThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");

        fails(Reason.StorageUnreachable, () -> new Folder(file.resolve("sub").toString()));
    }

    @Test
    void anObjectInTheWayOfAFolderIsToldOf() {
        var folder = new Folder(root.toString());
        folder.put("a", new byte[1], false);

        fails(Reason.StorageInvalid, () -> folder.put("a/b", new byte[1], true));
    }

    @Test
    void otherCharactersAreWrittenInAscii() {
        var folder = new Folder(root.toString());
        folder.put("ü %", new byte[1], false);

        assertThat(root.resolve("%c3%bc %25")).exists();
        assertThat(folder.list("")).containsExactly(new StoredObject("ü %", 1));
    }

    private static void fails(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).describedAs(e.describe()).isEqualTo(reason));
    }
}
