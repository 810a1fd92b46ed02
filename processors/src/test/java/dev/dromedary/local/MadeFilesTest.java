package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.BackupSpec;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources that we make and delete in a folder whose other files are their owner's. */
class MadeFilesTest {
    @TempDir
    Path directory;

    private BackupFiles files;

    @BeforeEach
    void start() throws IOException {
        files = new BackupFiles(directory);
        files.write("other", "", "");
    }

    @AfterEach
    void close() {
        files.close();
    }

    private static PerconaServerMySQLBackup backup(String name, String... finalizers) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setName(name);
        backup.getMetadata().setNamespace("default");
        backup.getMetadata().setFinalizers(List.of(finalizers));
        backup.setSpec(new BackupSpec());
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "s";
        return backup;
    }

    @Test
    void whatIsMadeIsAFileThatSaysWhoMadeIt() throws IOException {
        PerconaServerMySQLBackup wanted = backup("a");
        wanted.getStatus().state = BackupState.SUCCEEDED;

        assertThat(files.resources().create(wanted)).isTrue();

        assertThat(Files.readString(directory.resolve("a.yaml")))
                .startsWith("# Made by dromedary")
                .doesNotContain("Succeeded", "status");
        assertThat(files.get(BackupFiles.A).getSpec().storageName).isEqualTo("s");
        assertThat(files.get(BackupFiles.A).getMetadata().getUid()).isNotEmpty();
        assertThat(files.problems()).isEmpty();
    }

    @Test
    void oneOfThatNameIsLeftAsItIs() throws IOException {
        Path file = files.write("a", "", ", type: incremental");
        String before = Files.readString(file);

        assertThat(files.resources().create(backup("a"))).isFalse();
        assertThat(OpenFolder.put(directory, backup("a"))).isFalse();

        assertThat(file).hasContent(before);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNotOverwritten() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "# nothing\n");

        assertThatThrownBy(() -> files.resources().create(backup("a"))).hasMessageContaining("there is a file");

        assertThat(directory.resolve("a.yaml")).hasContent("# nothing");
    }

    @Test
    void nothingOfAFormerOneIsTakenOver() throws IOException {
        Path file = files.write("a", "", "");
        PerconaServerMySQLBackup former = files.get(BackupFiles.A);
        former.getStatus().state = BackupState.SUCCEEDED;
        files.resources().update(former);
        Files.delete(file);

        assertThat(files.resources().create(backup("a"))).isTrue();

        assertThat(files.get(BackupFiles.A).getStatus().stateOrNew()).isEqualTo(BackupState.NEW);
        assertThat(files.get(BackupFiles.A).getMetadata().getUid())
                .isNotEqualTo(former.getMetadata().getUid());
    }

    @Test
    void withOurFinalizerItStaysUntilItIsReleased() {
        files.resources().create(backup("a", Names.DELETE_BACKUP_FINALIZER));
        PerconaServerMySQLBackup made = files.get(BackupFiles.A);

        files.resources().delete(made);

        assertThat(directory.resolve("a.yaml")).doesNotExist();
        PerconaServerMySQLBackup going = files.get(BackupFiles.A);
        assertThat(going.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(files.resources().create(backup("a"))).as("while it goes").isFalse();

        files.resources().release(going);

        assertThat(files.get(BackupFiles.A)).isNull();
    }

    @Test
    void withoutItIsGoneAtOnce() {
        files.resources().create(backup("a"));

        files.resources().delete(files.get(BackupFiles.A));

        assertThat(directory.resolve("a.yaml")).doesNotExist();
        assertThat(files.get(BackupFiles.A)).isNull();
        files.reopen();
        assertThat(files.get(BackupFiles.A)).isNull();
    }

    @Test
    void theFileOfAnOwnerStaysAndStandsForNothing() throws IOException {
        Path file = files.write("a", "", "");

        files.resources().delete(files.get(BackupFiles.A));

        assertThat(file).exists();
        assertThat(files.get(BackupFiles.A)).isNull();
        files.reopen();
        assertThat(files.get(BackupFiles.A)).as("after a restart").isNull();
        assertThat(files.resources().list(BackupFiles.ALL)).hasSize(1);
    }

    @Test
    void becauseOfAnotherOnlyThoseGoThatAreOurs() throws IOException {
        files.write("a", ", finalizers: [" + Names.DELETE_BACKUP_FINALIZER + "]", "");

        files.resources().deleteMade(files.get(BackupFiles.A));

        assertThat(files.get(BackupFiles.A).getMetadata().getDeletionTimestamp())
                .isNull();
        assertThat(OpenFolder.takeOut(directory, BackupFiles.A)).isFalse();
    }

    @Test
    void anotherOneOfThatNameIsNotDeleted() throws IOException {
        files.write("a", "", "");
        PerconaServerMySQLBackup other = files.get(BackupFiles.A);
        other.getMetadata().setUid("another");

        files.resources().delete(other);

        assertThat(files.get(BackupFiles.A).getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void whatRetentionRemovesStaysUntilItIsReleasedWhoeversesFileItIs() throws IOException {
        Path file = files.write("a", "", "");

        files.resources().prune(files.get(BackupFiles.A));

        assertThat(file).exists();
        files.reopen();
        PerconaServerMySQLBackup going = files.get(BackupFiles.A);
        assertThat(going.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(going.getMetadata().getFinalizers()).containsExactly(Names.DELETE_BACKUP_FINALIZER);
        going.getStatus().stateDescription = "it goes";
        going.getMetadata().getAnnotations().remove(Names.PRUNED_ANNOTATION);
        files.resources().update(going);
        assertThat(files.get(BackupFiles.A).getMetadata().getFinalizers()).hasSize(1);

        files.resources().release(going);

        assertThat(files.get(BackupFiles.A)).isNull();
        files.reopen();
        assertThat(files.get(BackupFiles.A))
                .as("its owner's file stands for nothing")
                .isNull();
    }

    @Test
    void whatRetentionRemovesOutlivesAFileThatIsTakenOut() throws IOException {
        files.resources().create(backup("a"));

        files.resources().prune(files.get(BackupFiles.A));

        assertThat(directory.resolve("a.yaml")).doesNotExist();
        assertThat(files.get(BackupFiles.A).getMetadata().getFinalizers()).hasSize(1);
        files.reopen();
        PerconaServerMySQLBackup going = files.get(BackupFiles.A);
        assertThat(going.getMetadata().getFinalizers()).hasSize(1);
        files.resources().release(going);
        assertThat(files.get(BackupFiles.A)).isNull();
    }
}
