package dev.dromedary.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageFileTest {
    private static final String SECRET = """
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: keys}
            stringData: {AWS_SECRET_ACCESS_KEY: hush-hush}
            """;

    @TempDir
    Path folder;

    private StorageFile read(String text) throws IOException {
        return StorageFile.read(Files.writeString(folder.resolve("cold.yaml"), text));
    }

    @Test
    void aStorageAndItsSecretLieInOneFile() throws IOException {
        StorageFile file = read("type: s3\ns3: {bucket: b, prefix: p, credentialsSecret: keys}\n" + SECRET);

        assertThat(file.name()).isEqualTo("cold");
        assertThat(file.storage().s3.prefix).isEqualTo("p");
        assertThat(file.read("keys", "AWS_SECRET_ACCESS_KEY")).contains("hush-hush".getBytes(UTF_8));
        assertThat(file.read("keys", "other")).isEmpty();
        assertThat(file.read("others", "AWS_SECRET_ACCESS_KEY")).isEmpty();
        assertThat(file.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | describes no storage
            bucket: b                       | spec.type is required
            - a                             | is neither a storage nor a Secret
            type: [                         | does not parse
            'type: s3\\n---\\ntype: gcs'    | is a second storage
            """)
    void whatIsWrongIsNamedAndNoSecretWithIt(String text, String why) {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> read(text.replace("\\n", "\n") + "\n" + SECRET))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.describe()).doesNotContain("hush"));
    }
}
