package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all storage templates have in common, and what their opener refuses before Camel sees it. */
class StorageTemplatesTest {
    @TempDir
    static Path folder;

    private final StorageRoutes routes = new StorageRoutes();

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void eachCanBeOpenedAndTheirNamesAreThoseOfTheFiles() throws Exception {
        List<RouteTemplateDefinition> templates = routes.context()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinitions();
        assertThat(templates).isNotEmpty();
        for (RouteTemplateDefinition template : templates) {
            Path file = Path.of(template.getId() + ".camel.yaml");
            assertThat(file).exists();
            assertThat(Files.readAllLines(file))
                    .hasSizeLessThanOrEqualTo(80)
                    .first()
                    .asString()
                    .startsWith("# ");
            assertThat(template.getDescription()).isNotBlank();
            assertThat(template.getRoute().getDescriptionText()).isNotBlank();

            var options = new HashMap<String, String>();
            template.getTemplateParameters().stream()
                    .filter(p -> p.isRequired()
                            && p.getDefaultValue() == null
                            && !p.getName().equals("name"))
                    .forEach(p ->
                            options.put(p.getName(), folder.resolve(p.getName()).toString()));
            String type = template.getId().substring("storage-".length());
            if (type.equals("azure")) {
                // What elsewhere the address or the Secret says.
                options.put("account", "shop");
            }
            routes.open(type, new StorageDescription(type, options, null, true));

            var route = routes.context().getRoute(template.getId());
            assertThat(route).isNotNull();
            assertThat(route.getEndpoint().getEndpointUri()).isEqualTo("direct://" + template.getId());
            routes.storages().close(type);
            assertThat(routes.context().getRoute(template.getId())).isNull();
        }
    }

    @Test
    void theSettingsOfAllPlaceholdersAreThere() throws Exception {
        String settings = Files.readString(Path.of("../config/application.properties"));
        try (var files = Files.newDirectoryStream(Path.of("."), "storage-*.camel.yaml")) {
            for (Path file : files) {
                Pattern.compile("\\{\\{(dromedary[^}]*)}}")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> assertThat(settings).contains(found.group(1) + "="));
            }
        }
    }

    @Test
    void anUnknownTypeIsNamedWithThoseThereAre() {
        StorageContractTest.assertReason(
                Reason.StorageTypeUnknown, "storage type floppy is not supported", () -> open("floppy", Map.of()));
        try {
            open("floppy", Map.of());
        } catch (BackupException e) {
            assertThat(e.hint()).contains("azure, file, gcs, s3");
        }
    }

    @Test
    void optionsAreNamedWhenMissingOrUnknown() {
        StorageContractTest.assertReason(
                Reason.StorageInvalid, "needs the option directory", () -> open("file", Map.of()));
        StorageContractTest.assertReason(
                Reason.StorageInvalid,
                "unknown option bucket",
                () -> open("file", Map.of("directory", folder.toString(), "bucket", "b")));
    }

    /** What Camel would take for something else: resources are not to read settings, beans or the environment. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:HOME}}",
                "${sys:user.home}",
                "#bean:storageSecrets",
                "b?accessKey=x",
                "b&x=y",
                "a\", \"b",
                "'x'",
                "s3Client",
                "a\u0000b",
            })
    void hostileOptionsAreRefused(String value) {
        StorageContractTest.assertReason(
                Reason.StorageInvalid, "has an option bucket", () -> open("s3", Map.of("bucket", value)));
    }

    private void open(String type, Map<String, String> options) {
        routes.open("some", new StorageDescription(type, options, null, true));
    }
}
