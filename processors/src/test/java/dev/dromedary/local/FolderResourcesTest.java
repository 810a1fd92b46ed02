package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderResourcesTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00.5Z"));
    private static final ResourceKey A = new ResourceKey("PerconaServerMySQLBackup", "default", "a");

    @TempDir
    Path directory;

    private OpenFolder open;

    @BeforeEach
    void open() {
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

    private Path write(String name, String spec) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yaml"),
                "apiVersion: ps.percona.com/v1\nkind: PerconaServerMySQLBackup\n"
                        + "metadata: {name: " + name + ", annotations: {theirs: \"1\"}}\n"
                        + "spec: {clusterName: c, storageName: s" + spec + "}\n");
    }

    private PerconaServerMySQLBackup get(ResourceKey key) {
        return (PerconaServerMySQLBackup) open.resources().get(key);
    }

    private PerconaServerMySQLBackup running(ResourceKey key) {
        PerconaServerMySQLBackup backup = get(key);
        backup.getStatus().state = BackupState.RUNNING;
        backup.getMetadata().getAnnotations().put("ours", "2");
        backup.getMetadata().setLabels(new HashMap<>(Map.of("label", "3")));
        return (PerconaServerMySQLBackup) open.resources().update(backup);
    }

    @Test
    void aResourceHasItsIdentityFromItsFirstSightOn() throws IOException {
        write("a", ", futureField: {x: 1}");
        var first = get(A).getMetadata();

        reopen();
        var second = get(A);

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
        String version = get(A).getMetadata().getResourceVersion();

        PerconaServerMySQLBackup stored = running(A);
        reopen();

        assertThat(stored.getMetadata().getResourceVersion()).isNotEqualTo(version);
        assertThat(get(A).getStatus().state).isEqualTo(BackupState.RUNNING);
        assertThat(get(A).getMetadata().getAnnotations())
                .containsOnly(Map.entry("theirs", "1"), Map.entry("ours", "2"));
        assertThat(get(A).getMetadata().getLabels()).containsOnly(Map.entry("label", "3"));
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void anUpdateThatChangesNothingWritesNothing() throws IOException {
        write("a", "");
        String version = running(A).getMetadata().getResourceVersion();

        assertThat(running(A).getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void theGenerationCountsSpecsNotSpellings() throws IOException {
        write("a", ", sourcePod: x, type: full");
        running(A);
        write("a", ", type: full, sourcePod: x");
        assertThat(get(A).getMetadata().getGeneration()).isEqualTo(1);

        write("a", ", type: full, sourcePod: y");

        assertThat(get(A).getMetadata().getGeneration()).isEqualTo(2);
        assertThat(get(A).getStatus().state).isEqualTo(BackupState.RUNNING);
    }

    @Test
    void answersAreCopies() throws IOException {
        write("a", "");
        get(A).getStatus().state = BackupState.FAILED;

        assertThat(get(A).getStatus().state).isNull();
    }

    @Test
    void resourcesComeInTheOrderOfTheirFirstSightAcrossRestarts() throws IOException {
        write("z", "");
        open.resources().list(new ResourceKey(A.kind(), "default", null));
        reopen();
        write("a", "");
        write("b", "");

        assertThat(open.resources().list(new ResourceKey(A.kind(), null, null)))
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("z", "a", "b");
        assertThat(open.resources().list(new ResourceKey(A.kind(), "other", null)))
                .isEmpty();
    }

    @Test
    void aResourceWithoutItsDocumentIsGoneAndComesBackAsItWas() throws IOException {
        Path file = write("a", "");
        String uid = running(A).getMetadata().getUid();
        PerconaServerMySQLBackup stale = get(A);
        Files.delete(file);
        assertThat(open.resources().get(A)).isNull();
        stale.getStatus().state = BackupState.SUCCEEDED;
        open.resources().update(stale);

        write("a", "");

        assertThat(get(A).getMetadata().getUid()).isEqualTo(uid);
        assertThat(get(A).getStatus().state).isEqualTo(BackupState.SUCCEEDED);
    }

    @Test
    void aKillInTheMiddleOfAWriteLeavesTheOldState() throws IOException {
        write("a", "");
        running(A);
        Path states = directory.resolve(".dromedary/PerconaServerMySQLBackup/default");
        Files.writeString(states.resolve(".writing-4711"), "{\"uid\": \"");

        reopen();

        assertThat(get(A).getStatus().state).isEqualTo(BackupState.RUNNING);
        try (Stream<Path> files = Files.list(states)) {
            assertThat(files).containsExactly(states.resolve("a.json"));
        }
    }

    @Test
    void aDamagedStateIsToldByNameAndTheOthersGoOn() throws IOException {
        write("a", "");
        write("b", "");
        open.resources().list(A);
        Path file = directory.resolve(".dromedary/PerconaServerMySQLBackup/default/a.json");
        for (String damage : List.of("{\"uid\": \"", "", "null", "[]", "{}")) {
            Files.writeString(file, damage);
            reopen();

            assertThat(open.resources().list(A))
                    .extracting(each -> each.getMetadata().getName())
                    .containsExactly("b");
            assertThat(open.problems())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains("a.json");
            assertThatThrownBy(() -> open.resources().get(A))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aLookNeedsNoLockAndChangesNothing() throws IOException {
        write("a", "");
        running(A);
        write("b", "");

        var seen = OpenFolder.look(directory).list(A);

        assertThat(seen).extracting(each -> each.getMetadata().getName()).containsExactly("a", "b");
        assertThat(seen.getLast().getMetadata().getUid()).isNull();
        assertThat(directory.resolve(".dromedary/PerconaServerMySQLBackup/default/b.json"))
                .doesNotExist();
    }
}
