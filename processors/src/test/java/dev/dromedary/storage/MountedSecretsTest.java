package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedSecretsTest {
    @TempDir
    Path mounts;

    @Test
    void aKeyIsAFile() throws IOException {
        Files.writeString(Files.createDirectory(mounts.resolve("s3.keys")).resolve("AWS_ACCESS_KEY_ID"), "id");
        var secrets = new MountedSecrets(mounts);

        assertThat(secrets.read("s3.keys", "AWS_ACCESS_KEY_ID")).hasValue(new byte[] {'i', 'd'});
        assertThat(secrets.read("s3.keys", "OTHER")).isEmpty();
        assertThat(secrets.read("other", "AWS_ACCESS_KEY_ID")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../mounts", "a/b", "/etc", "a\u0000"})
    void noNameLeadsOut(String name) throws IOException {
        Files.writeString(mounts.resolve("passwd"), "x");
        var secrets = new MountedSecrets(mounts.resolve("inner"));

        assertThat(secrets.read(name, "passwd")).isEmpty();
        assertThat(secrets.read("inner", name)).isEmpty();
    }
}
