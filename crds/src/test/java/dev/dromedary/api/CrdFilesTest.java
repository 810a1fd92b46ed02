package dev.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The stored definitions are what the types say. To store new ones:
 *
 * <pre>mvn -pl crds test -Dtest=CrdFilesTest -Dcrds.store=true</pre>
 */
class CrdFilesTest {

    static final Path STORED = Path.of("..", "deploy", "crds");

    @Test
    void storedDefinitionsAreTheGeneratedOnes() throws IOException {
        var generated = CrdFiles.generate(System.getProperty("dromedary.version"));
        if (Boolean.getBoolean("crds.store")) {
            Files.createDirectories(STORED);
            for (var file : generated.entrySet()) {
                Files.writeString(STORED.resolve(file.getKey()), file.getValue());
            }
        }

        assertThat(stored())
                .as("refresh with: mvn -pl crds test -Dtest=CrdFilesTest -Dcrds.store=true")
                .isEqualTo(generated);
    }

    private static Map<String, String> stored() throws IOException {
        var files = new TreeMap<String, String>();
        try (var listing = Files.newDirectoryStream(STORED, "percona*.yaml")) {
            for (var file : listing) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
