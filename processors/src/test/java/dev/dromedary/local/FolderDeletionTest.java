package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are taken out of the folder. */
class FolderDeletionTest {
    private static final String FINALIZER = ", finalizers: [percona.com/delete-backup]";

    @TempDir
    Path directory;

    private BackupFiles files;

    @BeforeEach
    void start() throws IOException {
        files = new BackupFiles(directory);
        write("other", "");
    }

    @AfterEach
    void close() {
        files.close();
    }

    private Path write(String name, String metadata) throws IOException {
        return files.write(name, metadata, ", futureField: {big: 12345678901, small: 1, part: 1.5}");
    }

    private List<PerconaServerMySQLBackup> list() {
        return files.resources().list(BackupFiles.ALL).stream()
                .filter(each -> !each.getMetadata().getName().equals("other"))
                .map(PerconaServerMySQLBackup.class::cast)
                .toList();
    }

    private PerconaServerMySQLBackup get() {
        return files.get(BackupFiles.A);
    }

    private String deletion() {
        return list().getFirst().getMetadata().getDeletionTimestamp();
    }

    @Test
    void aBackupWithTheFinalizerOutlivesItsFile() throws IOException {
        Path file = write("a", FINALIZER);
        PerconaServerMySQLBackup backup = list().getFirst();
        backup.getStatus().state = BackupState.SUCCEEDED;
        files.resources().update(backup);
        Files.delete(file);
        files.leaveAlone();
        files.reopen();

        PerconaServerMySQLBackup deleted = list().getFirst();

        assertThat(deleted.getMetadata().getDeletionTimestamp()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(deleted.getMetadata().getFinalizers()).containsExactly("percona.com/delete-backup");
        assertThat(deleted.getMetadata().getUid())
                .isEqualTo(backup.getMetadata().getUid());
        assertThat(deleted.getSpec().storageName).isEqualTo("s");
        assertThat(deleted.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(get().getMetadata()).isEqualTo(deleted.getMetadata());

        deleted.getStatus().state = BackupState.FAILED;
        files.resources().update(deleted);
        files.reopen();
        assertThat(get().getStatus().state).as("its status can change still").isEqualTo(BackupState.FAILED);
    }

    @Test
    void releasedItIsGoneAndItsNameIsFree() throws IOException {
        Path file = write("a", FINALIZER);
        String uid = list().getFirst().getMetadata().getUid();
        Files.delete(file);
        files.leaveAlone();
        PerconaServerMySQLBackup deleted = list().getFirst();

        files.resources().release(deleted);
        files.resources().release(deleted);
        files.resources().update(deleted);
        files.reopen();

        assertThat(list()).isEmpty();
        assertThat(get()).isNull();
        write("a", "");
        assertThat(get().getMetadata().getUid()).isNotEqualTo(uid);
    }

    @Test
    void aFolderThatIsWorkedInIsNotBelieved() throws IOException {
        Path file = write("a", FINALIZER);
        Path other = directory.resolve("other.yaml");
        list();
        files.leaveAlone();
        String text = Files.readString(file);

        Files.writeString(file, "");
        BackupFiles.touch(file);
        assertThat(deletion()).as("an editor that is writing").isNull();
        assertThat(files.resources().leaving()).isTrue();
        files.leaveAlone();
        BackupFiles.touch(other);
        assertThat(deletion()).as("a copy that is under way").isNull();
        Files.delete(file);
        files.leaveAlone();
        BackupFiles.touch(directory);
        assertThat(deletion()).as("removed this moment").isNull();
        Files.writeString(file, text);
        files.leaveAlone();

        assertThat(deletion()).as("it was back in time").isNull();
        assertThat(files.resources().leaving()).isFalse();
    }

    @Test
    void aFileThatCannotBeReadMayHoldIt() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.writeString(file, "kind: [");
        files.reopen();
        files.leaveAlone();

        assertThat(deletion()).isNull();
        assertThat(files.resources().leaving())
                .as("nothing will come of it by itself")
                .isFalse();
    }

    @Test
    void anEmptyFolderIsNotBelieved() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        Files.delete(directory.resolve("other.yaml"));
        files.leaveAlone();

        assertThat(deletion()).isNull();
        assertThat(files.resources().leaving()).isFalse();
    }

    @Test
    void aFileThatIsBackDoesNotUndoADeletionNorBeginABackup() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        files.leaveAlone();
        list();
        write("a", FINALIZER + ", annotations: {dromedary.dev/abandon-objects: 'true'}");

        PerconaServerMySQLBackup deleted = list().getFirst();
        assertThat(deleted.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(deleted.getMetadata().getAnnotations()).containsKey("dromedary.dev/abandon-objects");

        files.resources().release(deleted);
        files.reopen();
        assertThat(list()).isEmpty();
        assertThat(get()).isNull();

        Files.delete(file);
        files.leaveAlone();
        assertThat(list()).isEmpty();
        write("a", FINALIZER);
        assertThat(get().getMetadata().getUid())
                .isNotEqualTo(deleted.getMetadata().getUid());
    }

    @Test
    void theFinalizerOfTheLastReadingCounts() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        write("a", "");
        list();
        Files.delete(file);
        files.leaveAlone();

        assertThat(list()).isEmpty();
        assertThat(files.resources().leaving()).isFalse();
    }

    @Test
    void whatIsKeptChangesNothingByItself() throws IOException {
        write("a", FINALIZER);
        String version = get().getMetadata().getResourceVersion();
        files.reopen();

        assertThat(get().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(get().getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void aLookDeletesNothing() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        files.leaveAlone();

        var seen = OpenFolder.look(directory).list(BackupFiles.ALL);

        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().getMetadata().getDeletionTimestamp()).isNull();
    }
}
