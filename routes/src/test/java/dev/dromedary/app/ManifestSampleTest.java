package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.chain.Manifest;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ManifestFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The manifest that {@code docs/concepts.md} shows is one: nothing in it is unknown, and written again it is the same. */
class ManifestSampleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNSEALED = "0".repeat(64);

    @Test
    void theManifestIsReadAndWrittenAsItIsShown() throws Exception {
        String text = DocsFiles.blocks("json").getFirst().text();
        // Hashes are shown by their beginning.
        JsonNode shown = JSON.readTree(text.replaceAll("([0-9a-f]{8})\\.\\.\\.", "$1" + "0".repeat(56)))
                .get("manifest");
        String unsealed = "{\"seal\":\"" + UNSEALED + "\",\"manifest\":" + shown + "}";
        String sealed = unsealed.replaceFirst(UNSEALED, Hash.sha256(unsealed.getBytes(StandardCharsets.UTF_8)));

        Manifest manifest = ManifestFile.decode("shown", sealed.getBytes(StandardCharsets.UTF_8))
                .manifest();

        assertThat(manifest.other()).as("of a later version").isEmpty();
        assertThat(JSON.readTree(ManifestFile.encode(manifest)).get("manifest")).isEqualTo(shown);
    }
}
