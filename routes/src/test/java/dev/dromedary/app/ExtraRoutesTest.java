package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A storage type of the user's own that is wrong is refused before any work begins. */
class ExtraRoutesTest {
    private static final Path GOOD = Path.of("src/test/resources/extra-routes/storage-slow.camel.yaml");

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void mount() {
        System.setProperty("dromedary.routes.extra", folder.toString());
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
    }

    @AfterEach
    void stop() {
        System.clearProperty("dromedary.routes.extra");
        main.stop();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void start() throws Exception {
        ExtraRoutes.start(main, new Home(Product.HOME));
    }

    @Test
    void aGoodOneIsTaken() throws Exception {
        write("storage-slow.camel.yaml", Files.readString(GOOD));

        assertThatNoException().isThrownBy(this::start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - delay:            | - delai:           | 32 | Unknown node id: delai
            parameters:         | parameters: [      |  7 | while parsing a flow node
            storage.Folder      | storage.Foldr      | 16 | there is no class dev.dromedary.storage.Foldr among the program's jars
            ref: "{{slowVerbs}} | ref: "{{slowVerb}} | 36 | {{slowVerb}} is no parameter, bean or setting of the template
            id: storage-slow    | id: storage-slower |  5 | the template storage-slower is not named like its file
            - name: name        | - name: title      |  7 | a storage has the parameter name
            direct:storage-     | direct:store-      | 29 | a storage starts at direct:storage-{{name}}
            uri: "direct:       | uri: "tape:        | 29 | a storage starts at direct:storage-{{name}}
            """)
    void aWrongOneIsRefusedWithFileLineAndCause(String good, String wrong, int line, String cause) throws Exception {
        Path file = write(
                "storage-slow.camel.yaml",
                Files.readString(GOOD)
                        .replaceFirst(
                                java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(wrong)));

        refused("route file " + file + ", line " + line + ": " + cause);
    }

    @Test
    void aComponentThatIsNotThereIsNamed() throws Exception {
        String text =
                Files.readString(GOOD).replace("- delay:", "- to:\n              uri: tape:one\n          - delay:");
        Path file = write("storage-slow.camel.yaml", text);

        refused("route file " + file + ", line 33: there is no component tape among the program's jars");
    }

    @Test
    void aTypeOfOursIsNotReplaced() throws Exception {
        Path file = write("storage-file.camel.yaml", Files.readString(GOOD).replace("storage-slow", "storage-file"));

        refused("route file " + file + ", line 1: Dromedary has a file of this name itself");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        System.setProperty("dromedary.routes.extra", folder + "/none");

        refused("there is no folder " + folder + "/none of more route files");
    }

    private void refused(String message) {
        assertThatExceptionOfType(BackupException.class).isThrownBy(this::start).satisfies(e -> {
            assertThat(e).hasMessageStartingWith(message);
            assertThat(e.reason()).isEqualTo(Reason.RouteFileInvalid);
        });
    }
}
