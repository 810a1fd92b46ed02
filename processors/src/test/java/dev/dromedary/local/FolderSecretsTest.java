package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSecretsTest {
    @TempDir
    Path directory;

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    @Test
    void secretsAreReadInBothSpellingsAndShownInNone() throws IOException {
        write("s.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: n}
                data: {a: cGxhaW4=, b: b2xk}
                stringData: {b: new}
                """);
        Folder folder = new Folder(directory);
        FolderSecrets secrets = new FolderSecrets(folder, "n");

        assertThat(secrets.read("s", "a").map(FolderSecretsTest::text)).hasValue("plain");
        assertThat(secrets.read("s", "b").map(FolderSecretsTest::text)).hasValue("new");
        assertThat(secrets.read("s", "c")).isEmpty();
        assertThat(secrets.read("t", "a")).isEmpty();
        assertThat(new FolderSecrets(folder, "other").read("s", "a")).isEmpty();
        assertThat(secrets + folder.documents().toString()).doesNotContain("new", "cGxhaW4");
    }

    @Test
    void noProblemOfASecretQuotesIt() throws IOException {
        write("a.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: *hunter2}\n");
        write(
                "b.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: t}\ndata: {a: hunter2!}\nstringData: {b: 77}\n");

        // Not the whole problem: its file lies in a folder with a random number as its name.
        assertThat(new Folder(directory).problems()).hasSize(3).allSatisfy(each -> assertThat(each.message())
                .doesNotContain("hunter2", "77"));
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
