package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.local.StorageFile;
import dev.dromedary.reconcile.StorageDescriptions;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.step.Storages;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.StorageDescription;
import dev.dromedary.storage.StoredObject;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show works: resources are read without a field left over, routes are used, commands exist. */
class DocsSamplesTest {
    private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS = Map.of(
            "PerconaServerMySQL", PerconaServerMySQL.class,
            "PerconaServerMySQLBackup", PerconaServerMySQLBackup.class,
            "PerconaServerMySQLRestore", PerconaServerMySQLRestore.class);
    private static final Set<String> SECRET_FIELDS = Set.of("apiVersion", "kind", "metadata", "stringData", "data");
    private static final Pattern COMMAND = Pattern.compile(
            "(?:\\./|/opt/dromedary/)dromedary +(?<arguments>(?:run|get|backup|restore|plan|chain|verify|prune|import|delete|completion)\\b[^`#\n|)]*)");
    private static final Pattern SETTING = Pattern.compile("`(?<name>dromedary(?:\\.[a-z-]+){2,})`");

    static Stream<DocsFiles.Block> resources() {
        return DocsFiles.blocks("yaml").stream().filter(block -> block.mark().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("resources")
    void aResourceIsReadWithNothingLeftOver(DocsFiles.Block block) throws Exception {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(block.text())) {
            for (JsonNode document : documents.readAll()) {
                check((ObjectNode) document);
            }
        }
    }

    private static void check(ObjectNode document) throws Exception {
        String kind = document.path("kind").asText();
        if (kind.equals("Secret")) {
            assertThat(document.fieldNames()).toIterable().isSubsetOf(SECRET_FIELDS);
            return;
        }
        assertThat(KINDS).containsKey(kind);
        assertThat(document.path("apiVersion").asText()).isEqualTo("ps.percona.com/v1");
        var resource = new ObjectMapper().treeToValue(document, KINDS.get(kind));
        assertThat(UnknownFields.of(resource.getSpec())).isEmpty();
    }

    @Test
    void aStorageFileIsReadWithItsSecret(@TempDir Path folder) throws IOException {
        List<DocsFiles.Block> samples = DocsFiles.blocks("yaml").stream()
                .filter(block -> block.mark().equals("storage"))
                .toList();
        assertThat(samples).isNotEmpty();
        for (DocsFiles.Block sample : samples) {
            StorageFile file =
                    StorageFile.read(Files.writeString(folder.resolve(sample.name() + ".yaml"), sample.text()));
            StorageDescription description = StorageDescriptions.of(file.storage());
            assertThat(UnknownFields.of(file.storage())).isEmpty();
            assertThat(file.read(description.credentialsSecret(), "AWS_ACCESS_KEY_ID"))
                    .isPresent();
        }
    }

    @Test
    void everyRouteSampleIsTried() {
        assertThat(DocsFiles.blocks("yaml").stream()
                        .filter(block -> block.mark().equals("route"))
                        .map(DocsFiles.Block::name))
                .containsExactly("share");
    }

    @Test
    void theSampleOfAStorageTypeIsOne(@TempDir Path share) throws Exception {
        var description =
                new StorageDescription("share", Map.of("share", share.toString(), "bucket", "team-a"), null, true);
        try (DefaultCamelContext context = with(sample("share"))) {
            var storages = new Storages(context);
            RoutedStorage storage = storages.open("run-1", description, (secret, key) -> Optional.empty());
            String key = Destination.of(description, "", "shop-2026-11-24-16:09:53-full")
                            .key() + "/part.0";

            storage.put(key, new byte[] {1, 2, 3}, true);
            assertThat(storage.get(key)).containsExactly(1, 2, 3);
            assertThat(storage.size(key)).isEqualTo(3);
            assertThat(storage.list("shop-")).containsExactly(new StoredObject(key, 3));
            assertThat(share.resolve("team-a").resolve(key)).exists();
            assertThatExceptionOfType(AlreadyExistsException.class)
                    .isThrownBy(() -> storage.put(key, new byte[] {4}, true));
            storage.delete(List.of(key));
            assertThat(storage.list("")).isEmpty();
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> storage.get(key));
            storages.close("run-1");
            storages.close();
        }
    }

    private static String sample(String name) {
        return DocsFiles.blocks("yaml").stream()
                .filter(block -> block.mark().equals("route") && block.name().equals(name))
                .map(DocsFiles.Block::text)
                .collect(Collectors.joining());
    }

    private static DefaultCamelContext with(String routeFile) throws Exception {
        var context = new DefaultCamelContext();
        context.setAutowiredEnabled(false);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("storage-sample.camel.yaml", routeFile));
        context.start();
        return context;
    }

    static Stream<String> commands() {
        return DocsFiles.files().stream().flatMap(DocsSamplesTest::commands).distinct();
    }

    static Stream<String> commands(Path file) {
        return COMMAND.matcher(DocsFiles.text(file))
                .results()
                .map(match -> match.group("arguments").strip())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsUnderstood(String arguments) {
        var parsed = Main.commands().parseArgs(arguments.split(" +"));

        assertThat(parsed.hasSubcommand()).isTrue();
    }

    @Test
    void settingsThatAreNamedExist() throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.newDirectoryStream(DocsFiles.HOME.resolve("config"), "*.properties")) {
            for (Path file : files) {
                DocsFiles.text(file)
                        .lines()
                        .filter(line -> line.contains("="))
                        .forEach(line ->
                                names.add(line.substring(0, line.indexOf('=')).strip()));
            }
        }

        assertThat(DocsFiles.files().stream()
                        .flatMap(file -> SETTING.matcher(DocsFiles.text(file)).results())
                        .map(match -> match.group("name")))
                .isSubsetOf(names);
    }
}
