package dev.dromedary.app;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The manifests of {@code deploy}, as resources of their types. */
public final class DeployFiles {
    public static final Path FOLDER = DocsFiles.HOME.resolve("deploy");

    private static final KubernetesSerialization FORM = new KubernetesSerialization();
    private static final Pattern DOCUMENTS = Pattern.compile("^---$", Pattern.MULTILINE);

    static {
        FORM.registerKubernetesResource(PerconaServerMySQL.class);
        FORM.registerKubernetesResource(PerconaServerMySQLBackup.class);
        FORM.registerKubernetesResource(PerconaServerMySQLRestore.class);
    }

    private DeployFiles() {}

    /** All that people apply, kustomizations left out, of these folders. */
    public static List<Path> files(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> walk(FOLDER.resolve(folder)))
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<HasMetadata> resources(Path file) {
        return parse(DocsFiles.text(file));
    }

    public static List<HasMetadata> parse(String documents) {
        return DOCUMENTS
                .splitAsStream(documents)
                .map(document -> (HasMetadata) FORM.unmarshal(document))
                // A document of comments alone.
                .filter(Objects::nonNull)
                .toList();
    }

    /** The only one of its type in a file. */
    static <T extends HasMetadata> T the(Class<T> type, String file) {
        return resources(FOLDER.resolve(file)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("two of " + type + " in " + file);
                })
                .orElseThrow();
    }
}
