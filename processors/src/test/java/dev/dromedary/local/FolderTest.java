package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderTest {
    private static final String BACKUP = """
            apiVersion: ps.percona.com/v1
            kind: PerconaServerMySQLBackup
            metadata: {name: %s}
            spec: {clusterName: c, storageName: s%s}
            """;

    @TempDir
    Path directory;

    private static String backup(String name) {
        return BACKUP.formatted(name, "");
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(directory.resolve(file), text);
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("PerconaServerMySQLBackup", "default", name);
    }

    @Test
    void documentsOfAllFilesInTheOrderOfNames() throws IOException {
        write("b.yml", backup("third"));
        write("a.yaml", backup("first") + "---\n" + backup("second") + "---\n# nothing\n");
        write(".hidden.yaml", backup("hidden"));
        write("c.txt", backup("text"));

        Folder folder = new Folder(directory);

        assertThat(folder.documents())
                .extracting(each -> each.key().name())
                .containsExactly("first", "second", "third");
        assertThat(folder.problems()).isEmpty();
    }

    @Test
    void defaultsAreFilledInAsTheApiServerDoes() throws IOException {
        write("a.yaml", backup("a"));

        var tree = new Folder(directory).document(key("a")).orElseThrow().tree();

        assertThat(tree.path("spec").path("type").asText()).isEqualTo("full");
    }

    @Test
    void aListIsItsItemsAndOtherKindsArePassedOver() throws IOException {
        write(
                "a.yaml",
                "apiVersion: v1\nkind: List\nitems:\n- "
                        + backup("a").replace("\n", "\n  ").strip());
        write("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n");

        Folder folder = new Folder(directory);

        assertThat(folder.documents()).hasSize(1);
        assertThat(folder.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ', type: weekly'                         | spec.type is "weekly", but must be one of: full, incremental
            ', incrementalBaseBackupName: b'         | spec: Invalid configuration: incrementalBaseBackupName is only allowed for incremental backups
            ', sourcePod: 5'                         | spec.sourcePod must be a string (put it in quotes)
            ', containerOptions: {args: {xtrabackup: a}}' | spec.containerOptions.args.xtrabackup must be a list
            """)
    void whatTheSchemaForbidsIsNamed(String more, String message) throws IOException {
        write("a.yaml", BACKUP.formatted("bad", more) + "---\n" + backup("good"));

        Folder folder = new Folder(directory);

        assertThat(folder.problems())
                .extracting(Problem::describe)
                .containsExactly("a.yaml:1: PerconaServerMySQLBackup default/bad: " + message);
        assertThat(folder.documents()).extracting(Document::key).containsExactly(key("good"));
    }

    @Test
    void requiredFieldsNamesAndVersionsAreChecked() throws IOException {
        write("a.yaml", "apiVersion: ps.percona.com/v1\nkind: PerconaServerMySQLBackup\nmetadata: {name: a}\n");
        write("b.yaml", backup("Upper_Case"));
        write("c.yaml", backup("x").replace("{name: x}", "{}"));
        write("d.yaml", backup("x").replace("com/v1", "com/v1alpha1"));
        write("e.yaml", backup("../../x"));
        write("f.yaml", "just text\n");

        assertThat(new Folder(directory).problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        each -> assertThat(each).endsWith("spec.clusterName is required"),
                        each -> assertThat(each).endsWith("spec.storageName is required"),
                        each -> assertThat(each).contains("metadata.name must be"),
                        each -> assertThat(each).endsWith("metadata.name is required"),
                        each -> assertThat(each).contains("apiVersion is 'ps.percona.com/v1alpha1'"),
                        each -> assertThat(each).contains("metadata.name must be"),
                        each -> assertThat(each).isEqualTo("is no resource: it has no kind"));
    }

    @Test
    void theFirstOfTwoOfOneNameCounts() throws IOException {
        write("a.yaml", backup("same"));
        write("b.yaml", backup("same"));

        Folder folder = new Folder(directory);

        assertThat(folder.documents())
                .extracting(each -> each.file().getFileName().toString())
                .containsExactly("a.yaml");
        assertThat(folder.problems())
                .extracting(Problem::describe)
                .containsExactly("b.yaml:1: PerconaServerMySQLBackup default/same: is already in a.yaml:1, which is the"
                        + " one that counts");
    }

    @Test
    void aHalfWrittenFileIsToldWithItsLineAndPickedUpWhenComplete() throws IOException {
        write("a.yaml", backup("a") + "---\nkind: [PerconaServer");
        Folder folder = new Folder(directory);
        assertThat(folder.documents()).extracting(Document::key).containsExactly(key("a"));
        assertThat(folder.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isGreaterThanOrEqualTo(6);
            assertThat(problem.message()).startsWith("does not parse: ");
        });

        write("a.yaml", backup("a") + "---\n" + backup("b"));

        assertThat(folder.documents()).extracting(Document::key).containsExactly(key("a"), key("b"));
        assertThat(folder.problems()).isEmpty();
    }

    @Test
    void aWrongChangeLeavesInForceWhatWasThere() throws IOException {
        write("a.yaml", backup("a"));
        Folder folder = new Folder(directory);
        assertThat(folder.documents()).hasSize(1);

        write("a.yaml", BACKUP.formatted("a", ", type: weekly"));

        assertThat(folder.documents()).extracting(Document::key).containsExactly(key("a"));
        assertThat(folder.problems()).hasSize(1);
    }

    @Test
    void aRemovedFileTakesItsDocumentsWithIt() throws IOException {
        Path file = write("a.yaml", backup("a"));
        Folder folder = new Folder(directory);
        assertThat(folder.documents()).hasSize(1);

        Files.delete(file);

        assertThat(folder.documents()).isEmpty();
    }

    @Test
    void aFileThatReplacesAnotherOfItsTimeAndSizeIsRead() throws IOException {
        Path file = write("a.yaml", backup("a"));
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, longAgo);
        Folder folder = new Folder(directory);
        assertThat(folder.document(key("a"))).isPresent();

        Path other = write("other.txt", backup("b"));
        Files.setLastModifiedTime(other, longAgo);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(folder.document(key("b"))).isPresent();
        assertThat(folder.document(key("a"))).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsToldByName() {
        Folder folder = new Folder(directory.resolve("none"));

        assertThatThrownBy(folder::documents)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(directory.resolve("none").toString());
    }
}
