package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderResourcesTest {
    @TempDir
    Path directory;

    private BackupFiles files;

    @BeforeEach
    void open() {
        files = new BackupFiles(directory);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private Path write(String name, String spec) throws IOException {
        return files.write(name, ", annotations: {theirs: \"1\"}", spec);
    }

    private PerconaServerMySQLBackup running(ResourceKey key) {
        PerconaServerMySQLBackup backup = files.get(key);
        backup.getStatus().state = BackupState.RUNNING;
        backup.getMetadata().getAnnotations().put("ours", "2");
        backup.getMetadata().setLabels(new HashMap<>(Map.of("label", "3")));
        return (PerconaServerMySQLBackup) files.resources().update(backup);
    }

    @Test
    void aResourceHasItsIdentityFromItsFirstSightOn() throws IOException {
        write("a", ", futureField: {x: 1}");
        var first = files.get(BackupFiles.A).getMetadata();

        files.reopen();
        var second = files.get(BackupFiles.A);

        assertThat(second.getMetadata().getUid()).isEqualTo(first.getUid()).hasSize(36);
        assertThat(second.getMetadata().getCreationTimestamp()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(second.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(second.getMetadata().getNamespace()).isEqualTo("default");
        assertThat(second.getSpec().getAdditionalProperties()).containsEntry("futureField", Map.of("x", 1));
    }

    @Test
    void statusAnnotationsAndLabelsAreKeptBesideTheFile() throws IOException {
        Path file = write("a", "");
        String text = Files.readString(file);
        String version = files.get(BackupFiles.A).getMetadata().getResourceVersion();

        PerconaServerMySQLBackup stored = running(BackupFiles.A);
        files.reopen();

        assertThat(stored.getMetadata().getResourceVersion()).isNotEqualTo(version);
        assertThat(files.get(BackupFiles.A).getStatus().state).isEqualTo(BackupState.RUNNING);
        assertThat(files.get(BackupFiles.A).getMetadata().getAnnotations())
                .containsOnly(Map.entry("theirs", "1"), Map.entry("ours", "2"));
        assertThat(files.get(BackupFiles.A).getMetadata().getLabels()).containsOnly(Map.entry("label", "3"));
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void anUpdateThatChangesNothingWritesNothing() throws IOException {
        write("a", "");
        String version = running(BackupFiles.A).getMetadata().getResourceVersion();

        assertThat(running(BackupFiles.A).getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void theGenerationCountsSpecsNotSpellings() throws IOException {
        write("a", ", sourcePod: x, type: full");
        running(BackupFiles.A);
        write("a", ", type: full, sourcePod: x");
        assertThat(files.get(BackupFiles.A).getMetadata().getGeneration()).isEqualTo(1);

        write("a", ", type: full, sourcePod: y");

        assertThat(files.get(BackupFiles.A).getMetadata().getGeneration()).isEqualTo(2);
        assertThat(files.get(BackupFiles.A).getStatus().state).isEqualTo(BackupState.RUNNING);
    }

    @Test
    void answersAreCopies() throws IOException {
        write("a", "");
        files.get(BackupFiles.A).getStatus().state = BackupState.FAILED;

        assertThat(files.get(BackupFiles.A).getStatus().state).isNull();
    }

    @Test
    void resourcesComeInTheOrderOfTheirFirstSightAcrossRestarts() throws IOException {
        write("z", "");
        files.resources().list(new ResourceList(BackupFiles.A.kind(), "default"));
        files.reopen();
        write("a", "");
        write("b", "");

        assertThat(files.resources().list(new ResourceList(BackupFiles.A.kind(), null)))
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("z", "a", "b");
        assertThat(files.resources().list(new ResourceList(BackupFiles.A.kind(), "other")))
                .isEmpty();
    }

    @Test
    void aResourceWithoutItsDocumentIsGoneAndComesBackAsItWas() throws IOException {
        Path file = write("a", "");
        String uid = running(BackupFiles.A).getMetadata().getUid();
        PerconaServerMySQLBackup stale = files.get(BackupFiles.A);
        Files.delete(file);
        assertThat(files.resources().get(BackupFiles.A)).isNull();
        stale.getStatus().state = BackupState.SUCCEEDED;
        files.resources().update(stale);

        write("a", "");

        assertThat(files.get(BackupFiles.A).getMetadata().getUid()).isEqualTo(uid);
        assertThat(files.get(BackupFiles.A).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void aKillInTheMiddleOfAWriteLeavesTheOldState() throws IOException {
        write("a", "");
        running(BackupFiles.A);
        Path states = directory.resolve(".dromedary/PerconaServerMySQLBackup/default");
        Files.writeString(states.resolve(".writing-4711"), "{\"uid\": \"");

        files.reopen();

        assertThat(files.get(BackupFiles.A).getStatus().state).isEqualTo(BackupState.RUNNING);
        try (Stream<Path> all = Files.list(states)) {
            assertThat(all).containsExactly(states.resolve("a.json"));
        }
    }

    @Test
    void aDamagedStateIsToldByNameAndTheOthersGoOn() throws IOException {
        write("a", "");
        write("b", "");
        files.resources().list(BackupFiles.ALL);
        Path file = directory.resolve(".dromedary/PerconaServerMySQLBackup/default/a.json");
        for (String damage : List.of("{\"uid\": \"", "", "null", "[]", "{}")) {
            Files.writeString(file, damage);
            files.reopen();

            assertThat(files.resources().list(BackupFiles.ALL))
                    .extracting(each -> each.getMetadata().getName())
                    .containsExactly("b");
            assertThat(files.problems())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains("a.json");
            assertThatThrownBy(() -> files.resources().get(BackupFiles.A))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aLookNeedsNoLockAndChangesNothing() throws IOException {
        write("a", "");
        running(BackupFiles.A);
        write("b", "");

        var seen = OpenFolder.look(directory).list(BackupFiles.ALL);

        assertThat(seen).extracting(each -> each.getMetadata().getName()).containsExactly("a", "b");
        assertThat(seen.getLast().getMetadata().getUid()).isNull();
        assertThat(directory.resolve(".dromedary/PerconaServerMySQLBackup/default/b.json"))
                .doesNotExist();
    }
}
