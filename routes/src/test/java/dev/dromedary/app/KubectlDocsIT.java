package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lines with kubectl in the documents, on a real API server with the resources that they name; what they apply is only
 * asked for. Left out are those that wait for an operator or ask for its logs: ExamplesE2eIT does what they are for.
 */
@OnNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubectlDocsIT {
    private static final Pattern LINE = Pattern.compile("(?m)^(?: {4})?kubectl (?<words>.*)$");
    private static final Pattern TRIED =
            Pattern.compile("(-n shop )?((get|describe|annotate|create configmap) .*|apply -f deploy/examples/.*)");
    private static final String DESTINATION = "s3://backups/shop-2026-11-24-16:09:53-full";

    private final ApiNamespace namespace = new ApiNamespace();
    private Path folder;

    KubectlDocsIT() throws Exception {}

    @BeforeAll
    void makeWhatTheyName(@TempDir Path made) throws Exception {
        folder = made;
        Files.createSymbolicLink(folder.resolve("deploy"), DocsFiles.HOME.resolve("deploy"));
        Files.writeString(folder.resolve("storage-share.camel.yaml"), "# a route file\n");
        namespace.cluster("shop", cluster -> {});
        for (String name : List.of("monday", "tuesday", "week-43-sat")) {
            PerconaServerMySQLBackup backup = namespace.backup(name, each -> {});
            backup.getStatus().destination = DESTINATION;
            namespace.client.resource(backup).updateStatus();
        }
    }

    @AfterAll
    void close() throws Exception {
        namespace.close();
    }

    static List<String> lines() {
        return DocsFiles.files().stream()
                .map(DocsFiles::text)
                .flatMap(text -> LINE.matcher(text).results())
                .map((MatchResult line) -> line.group("words"))
                .filter(words -> TRIED.matcher(words).matches())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsOneThatTheServerTakes(String words) throws Exception {
        String here = "kubectl -n " + namespace.name + " " + words.replaceFirst("^-n shop ", "");
        String asked = here.replaceFirst(" apply ", " apply --dry-run=server ");

        String said = Command.run("bash", "-c", "cd " + folder + " && " + asked);

        if (words.contains("{.status.destination}")) {
            assertThat(said).isEqualTo(DESTINATION);
        }
    }
}
