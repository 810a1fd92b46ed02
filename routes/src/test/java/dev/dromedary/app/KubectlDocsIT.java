package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lines with kubectl in the documents, on a real API server with the resources that they name; what they apply is only
 * asked for. ExamplesE2eIT does what they are for.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlDocsIT {
    private static final Pattern LINE = Pattern.compile("(?m)^(?: {4})?kubectl (?<words>[^#\n]*)");

    /** The operator as a whole is installed by the tests of e2e; how much a pod takes is told by an addition to Kubernetes. */
    private static final List<String> NOT_HERE =
            List.of("apply --server-side -f deploy/bundle.yaml", "-n dromedary top pod");

    private final KubectlDocsPlace place = new KubectlDocsPlace();
    private Path folder;

    KubectlDocsIT() throws Exception {}

    @BeforeAll
    void makeWhatTheyName(@TempDir Path made) throws Exception {
        folder = made;
        Files.createSymbolicLink(folder.resolve("deploy"), DocsFiles.HOME.resolve("deploy"));
        Files.writeString(folder.resolve("storage-share.camel.yaml"), "# a route file\n");
        place.make();
    }

    @AfterAll
    void close() throws Exception {
        place.close();
    }

    private static List<String> all() {
        return DocsFiles.files().stream()
                .map(DocsFiles::text)
                .flatMap(text -> LINE.matcher(text).results())
                .map((MatchResult line) -> line.group("words").strip())
                .distinct()
                .toList();
    }

    static List<String> lines() {
        return all().stream().filter(words -> !NOT_HERE.contains(words)).toList();
    }

    @Test
    void whatIsLeftOutIsThere() {
        assertThat(all()).containsAll(NOT_HERE);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsOneThatTheServerTakes(String words) throws Exception {
        String said = Command.run("bash", "-c", "cd " + folder + " && " + here(words));

        if (words.contains("{.status.destination}")) {
            assertThat(said).isEqualTo(KubectlDocsPlace.DESTINATION);
        }
        if (words.contains(" -l ")) {
            assertThat(said).contains("xb-tuesday-s3");
        }
    }

    private String here(String words) {
        String named = words.replaceFirst("^-n (shop|dromedary|NAMESPACE) ", "")
                // Not the head of a column.
                .replaceAll("(?<=[ -])NAME\\b", "tuesday")
                .replaceAll("\\bCLUSTER\\b", "shop")
                .replaceAll("\\bSTORAGE\\b", "s3");
        return "kubectl -n " + place.name() + " "
                + named.replaceFirst("^(apply|create namespace) ", "$1 --dry-run=server ");
    }
}
