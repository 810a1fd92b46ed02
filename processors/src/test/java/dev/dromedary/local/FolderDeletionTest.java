package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are taken out of the folder. */
class FolderDeletionTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00.5Z"));
    private static final ResourceKey A = new ResourceKey("PerconaServerMySQLBackup", "default", "a");
    private static final String FINALIZER = ", finalizers: [percona.com/delete-backup]";

    @TempDir
    Path directory;

    private OpenFolder open;

    @BeforeEach
    void start() throws IOException {
        open();
        write("other", "");
    }

    private void open() {
        open = OpenFolder.open(directory, NOON);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void reopen() {
        open.close();
        open();
    }

    private Path write(String name, String metadata) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: %s%s}
                spec: {clusterName: c, storageName: s, futureField: {big: 12345678901, small: 1, part: 1.5}}
                """.formatted(name, metadata));
    }

    /** As if the folder had been left alone for long. */
    private void leaveAlone() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        Files.setLastModifiedTime(directory, FileTime.from(Instant.EPOCH));
    }

    /** As if it changed this moment, however slow the test is. */
    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    }

    private List<PerconaServerMySQLBackup> list() {
        return open.resources().list(A).stream()
                .filter(each -> !each.getMetadata().getName().equals("other"))
                .map(PerconaServerMySQLBackup.class::cast)
                .toList();
    }

    private PerconaServerMySQLBackup get() {
        return (PerconaServerMySQLBackup) open.resources().get(A);
    }

    private String deletion() {
        return list().getFirst().getMetadata().getDeletionTimestamp();
    }

    @Test
    void aBackupWithTheFinalizerOutlivesItsFile() throws IOException {
        Path file = write("a", FINALIZER);
        PerconaServerMySQLBackup backup = list().getFirst();
        backup.getStatus().state = BackupState.SUCCEEDED;
        open.resources().update(backup);
        Files.delete(file);
        leaveAlone();
        reopen();

        PerconaServerMySQLBackup deleted = list().getFirst();

        assertThat(deleted.getMetadata().getDeletionTimestamp()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(deleted.getMetadata().getFinalizers()).containsExactly("percona.com/delete-backup");
        assertThat(deleted.getMetadata().getUid())
                .isEqualTo(backup.getMetadata().getUid());
        assertThat(deleted.getSpec().storageName).isEqualTo("s");
        assertThat(deleted.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(get().getMetadata()).isEqualTo(deleted.getMetadata());

        deleted.getStatus().state = BackupState.FAILED;
        open.resources().update(deleted);
        reopen();
        assertThat(get().getStatus().state).as("its status can change still").isEqualTo(BackupState.FAILED);
    }

    @Test
    void releasedItIsGoneAndItsNameIsFree() throws IOException {
        Path file = write("a", FINALIZER);
        String uid = list().getFirst().getMetadata().getUid();
        Files.delete(file);
        leaveAlone();
        PerconaServerMySQLBackup deleted = list().getFirst();

        open.resources().release(deleted);
        open.resources().release(deleted);
        open.resources().update(deleted);
        reopen();

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
        leaveAlone();
        String text = Files.readString(file);

        Files.writeString(file, "");
        touch(file);
        assertThat(deletion()).as("an editor that is writing").isNull();
        assertThat(open.resources().leaving()).isTrue();
        leaveAlone();
        touch(other);
        assertThat(deletion()).as("a copy that is under way").isNull();
        Files.delete(file);
        leaveAlone();
        touch(directory);
        assertThat(deletion()).as("removed this moment").isNull();
        Files.writeString(file, text);
        leaveAlone();

        assertThat(deletion()).as("it was back in time").isNull();
        assertThat(open.resources().leaving()).isFalse();
    }

    @Test
    void aFileThatCannotBeReadMayHoldIt() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.writeString(file, "kind: [");
        reopen();
        leaveAlone();

        assertThat(deletion()).isNull();
        assertThat(open.resources().leaving())
                .as("nothing will come of it by itself")
                .isFalse();
    }

    @Test
    void anEmptyFolderIsNotBelieved() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        Files.delete(directory.resolve("other.yaml"));
        leaveAlone();

        assertThat(deletion()).isNull();
        assertThat(open.resources().leaving()).isFalse();
    }

    @Test
    void aFileThatIsBackDoesNotUndoADeletionNorBeginABackup() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        leaveAlone();
        list();
        write("a", FINALIZER + ", annotations: {dromedary.dev/abandon-objects: 'true'}");

        PerconaServerMySQLBackup deleted = list().getFirst();
        assertThat(deleted.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(deleted.getMetadata().getAnnotations()).containsKey("dromedary.dev/abandon-objects");

        open.resources().release(deleted);
        reopen();
        assertThat(list()).isEmpty();
        assertThat(get()).isNull();

        Files.delete(file);
        leaveAlone();
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
        leaveAlone();

        assertThat(list()).isEmpty();
        assertThat(open.resources().leaving()).isFalse();
    }

    @Test
    void whatIsKeptChangesNothingByItself() throws IOException {
        write("a", FINALIZER);
        String version = get().getMetadata().getResourceVersion();
        reopen();

        assertThat(get().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(get().getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void aLookDeletesNothing() throws IOException {
        Path file = write("a", FINALIZER);
        list();
        Files.delete(file);
        leaveAlone();

        var seen = OpenFolder.look(directory).list(A);

        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().getMetadata().getDeletionTimestamp()).isNull();
    }
}
