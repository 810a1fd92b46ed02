package dev.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server, the one of KUBECONFIG, makes of the stored definitions. They stay there when it is done. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
class CrdIT {

    private static KubernetesClient client;
    private static Namespace namespace;

    @BeforeAll
    static void applyDefinitions() throws IOException {
        client = new KubernetesClientBuilder().build();
        try (var stored = Files.newDirectoryStream(CrdFilesTest.STORED, "percona*.yaml")) {
            for (var file : stored) {
                var crd = Manifests.CODEC.unmarshal(Files.readString(file), CustomResourceDefinition.class);
                client.resource(crd).forceConflicts().serverSideApply();
                client.resource(crd).waitUntilCondition(CrdIT::isEstablished, 60, TimeUnit.SECONDS);
            }
        }
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("crd-it-")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterAll
    static void leave() {
        if (namespace != null) {
            client.resource(namespace).delete();
        }
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "incremental", "full", "restore"})
    void aManifestIsTakenAndNothingOfItsSpecIsLost(String name) {
        var manifest = manifest(name);

        var stored = create(manifest);

        assertThat(withDefaultsRemoved(spec(stored), spec(manifest))).isEqualTo(spec(manifest));
        delete(stored);
    }

    @Test
    void aBackupIsFullUnlessItSaysOtherwise() {
        var stored = create(manifest("full"));

        assertThat(spec(stored)).containsEntry("type", "full");
        delete(stored);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void noBaseIsAllowedOnAFullBackup(String base) {
        var manifest = manifest("full");
        set(manifest, "incrementalBaseBackupName", base);

        delete(create(manifest));
    }

    @Test
    void aBaseIsRefusedOnAFullBackup() {
        var manifest = manifest("full");
        set(manifest, "incrementalBaseBackupName", "sunday");

        assertThatThrownBy(() -> create(manifest))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("Invalid configuration: incrementalBaseBackupName is only allowed for"
                        + " incremental backups");
    }

    @Test
    void aSlipOfThePenInARestoreIsRefused() {
        var manifest = manifest("restore");
        set(manifest, "taget", "Verify");

        assertThatThrownBy(() -> create(manifest)).hasMessageContaining("unknown field \"spec.taget\"");
    }

    @Test
    void theTypesAreTakenAndAStatusIsKeptWithWhatWeDoNotKnow() {
        var backup = Manifests.read("incremental", PerconaServerMySQLBackup.class);
        backup.getMetadata().setNamespace(namespace.getMetadata().getName());
        backup.getMetadata().getFinalizers().clear();
        var wanted = backup.getStatus();

        var stored = client.resource(backup).fieldValidation(Validation.STRICT).create();
        stored.setStatus(wanted);
        stored = client.resource(stored).updateStatus();

        assertThat(stored.getStatus().stateOrNew()).isEqualTo(BackupState.SUCCEEDED);
        assertThat(stored.getStatus().toLsn).isEqualTo(wanted.toLsn);
        assertThat(stored.getStatus().getAdditionalProperties()).containsKey("uncompressedSize");
        assertThat(stored.getStatus().conditions).isEqualTo(wanted.conditions);
        client.resource(stored).delete();
    }

    /** Without finalizers: nobody is there to remove them, and a failed test would leave its namespace hanging. */
    private static GenericKubernetesResource manifest(String name) {
        var manifest = Manifests.read(name, GenericKubernetesResource.class);
        manifest.getMetadata().getFinalizers().clear();
        manifest.getMetadata().setNamespace(namespace.getMetadata().getName());
        return manifest;
    }

    /** Strictly, as kubectl does: an unknown field is refused, not dropped in silence. */
    private static GenericKubernetesResource create(GenericKubernetesResource manifest) {
        return client.resource(manifest).fieldValidation(Validation.STRICT).create();
    }

    private static void delete(GenericKubernetesResource stored) {
        client.resource(stored).delete();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(GenericKubernetesResource resource) {
        return (Map<String, Object>) resource.getAdditionalProperties().get("spec");
    }

    private static void set(GenericKubernetesResource resource, String field, Object value) {
        spec(resource).put(field, value);
    }

    /** What the API server filled in is left out, at every level. */
    private static Object withDefaultsRemoved(Object stored, Object sent) {
        if (stored instanceof Map<?, ?> map && sent instanceof Map<?, ?> wanted) {
            var common = new HashMap<Object, Object>();
            map.forEach((key, value) -> {
                if (wanted.containsKey(key)) {
                    common.put(key, withDefaultsRemoved(value, wanted.get(key)));
                }
            });
            return common;
        }
        if (stored instanceof List<?> list && sent instanceof List<?> wanted) {
            var elements = new ArrayList<Object>();
            for (var i = 0; i < list.size(); i++) {
                elements.add(withDefaultsRemoved(list.get(i), i < wanted.size() ? wanted.get(i) : null));
            }
            return elements;
        }
        return stored;
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        // A definition that was just made has a status without conditions for a moment.
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
