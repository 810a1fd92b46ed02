package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first command of the README, as a newcomer gives it. */
@TakesMinutes
class DemoIT {
    private static final int MINUTES = 10;

    /** Name, type, the LSNs, size, duration and parent of a backup. */
    private static final Pattern BACKUP =
            Pattern.compile("(?m)^   (\\w+) +(full|incremental) +(\\d+) +(\\d+) +\\d+\\.\\d MB +\\S+ *(\\w*)$");

    @TempDir
    Path folder;

    private int exit;
    private String said;

    @ParameterizedTest
    @ValueSource(strings = {"file", "s3"})
    void theDemoKeepsWhatItPromises(String storage) throws Exception {
        try (PrivateServer other = PrivateServer.create(folder.resolve("other"))) {
            other.sql("CREATE DATABASE mine; CREATE TABLE mine.t (id INT); INSERT INTO mine.t VALUES (1)");
            List<String> before = other.checksums();
            ProcessHandle process = other.incarnation();

            demo("--storage", storage);

            assertThat(exit).as(said).isZero();
            assertThat(other.incarnation()).as("the user's own server").isEqualTo(process);
            assertThat(other.checksums()).isEqualTo(before);
        }
        assertThat(said)
                .containsSubsequence(
                        "A full backup",
                        "an increment",
                        "a second increment",
                        "Every order is deleted by mistake. Back to tuesday",
                        "4 tables, every CHECKSUM TABLE ... EXTENDED as it was at tuesday",
                        "on to wednesday",
                        "4 tables, every CHECKSUM TABLE ... EXTENDED as it was at wednesday",
                        "back-to-tuesday",
                        "on-to-wednesday",
                        "All as it should be");
        assertThat(said.contains("and an S3 server on port")).isEqualTo(storage.equals("s3"));
        requireChain();
        assertThat(temporary()).as("the demo removes what it has made").isEmptyDirectory();
    }

    private void requireChain() {
        List<MatchResult> chain = BACKUP.matcher(said).results().toList();
        assertThat(chain)
                .extracting(each -> each.group(1) + " " + each.group(2) + " " + each.group(5))
                .containsExactly("monday full ", "tuesday incremental monday", "wednesday incremental tuesday");
        for (int i = 1; i < chain.size(); i++) {
            assertThat(chain.get(i).group(3))
                    .as("begins where its parent ends")
                    .isEqualTo(chain.get(i - 1).group(4));
        }
    }

    @Test
    void aStorageThatItDoesNotKnowEndsItAtOnce() throws Exception {
        demo("--storage", "tape");

        assertThat(exit).isEqualTo(2);
        assertThat(said).isEqualTo("usage: dromedary demo [--storage file|s3]\n");
        assertThat(temporary()).isEmptyDirectory();
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private void demo(String... arguments) throws IOException, InterruptedException {
        Files.createDirectory(temporary());
        var command = new ArrayList<>(
                List.of(Checkout.script(folder.resolve("checkout")).toString(), "demo"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TMPDIR", temporary().toString());
        // What the tests run with; it must be new enough for the product.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        exit = process.exitValue();
        said = Files.readString(output);
    }
}
