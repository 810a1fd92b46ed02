package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people apply is of types that exist, fits together, and asks for no right that it should not have. */
class DeployFilesTest {
    static Stream<String> manifests() {
        return DeployFiles.files("base", "examples", "network-policies").stream()
                .map(file -> DeployFiles.FOLDER.relativize(file).toString());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aManifestIsReadWithNothingLeftOver(String file) {
        assertThat(DeployFiles.resources(DeployFiles.FOLDER.resolve(file)))
                .isNotEmpty()
                .doesNotHaveAnyElementsOfTypes(GenericKubernetesResource.class)
                .allSatisfy(resource -> assertThat(UnknownFields.of(resource)).isEmpty());
    }

    @Test
    void theOperatorMayReadNoSecretAndRunNothingInAPod() {
        List<PolicyRule> rules =
                DeployFiles.the(ClusterRole.class, "base/cluster-role.yaml").getRules();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getResources()).isNotEmpty().noneMatch(name -> name.matches("\\*.*|secrets.*"));
            assertThat(rule.getResources())
                    .doesNotContain("pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers");
            assertThat(rule.getVerbs()).isNotEmpty().doesNotContain("*", "bind", "escalate", "impersonate");
            assertThat(rule.getApiGroups()).hasSize(1).doesNotContain("*");
        });
    }

    @Test
    void theOperatorRunsWithAsLittleAsItNeeds() {
        PodSpec pod = pod();
        Container operator = pod.getContainers().get(0);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(operator.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(operator.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(operator.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void runsBringTheOperatorsOwnImage() {
        Container operator = pod().getContainers().get(0);

        assertThat(operator.getEnv())
                .filteredOn(variable -> variable.getName().equals("DROMEDARY_IMAGE"))
                .extracting(EnvVar::getValue)
                .containsExactly(operator.getImage());
    }

    private static PodSpec pod() {
        return DeployFiles.the(Deployment.class, "base/deployment.yaml")
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void anExampleFitsTogether(String engine) {
        String folder = "examples/" + engine + "/";
        var cluster = DeployFiles.the(PerconaServerMySQL.class, folder + "cluster.yaml");
        var set = DeployFiles.the(StatefulSet.class, folder + "server.yaml");
        var secret = DeployFiles.the(Secret.class, folder + "server.yaml");
        var full = DeployFiles.the(PerconaServerMySQLBackup.class, folder + "full.yaml");
        var increment = DeployFiles.the(PerconaServerMySQLBackup.class, folder + "increment.yaml");
        var restore = DeployFiles.the(PerconaServerMySQLRestore.class, folder + "restore.yaml");
        var fromStorage = DeployFiles.the(PerconaServerMySQLRestore.class, folder + "restore-from-storage.yaml");

        assertThat(set.getMetadata().getName()).isEqualTo(cluster.getMetadata().getName() + "-mysql");
        assertThat(secret.getMetadata().getName()).isEqualTo(cluster.getSpec().secretsName);
        String password = secret.getStringData().get(cluster.getSpec().mysql.backupUser);
        assertThat(secret.getStringData().get("account.sql")).contains(password);
        var storage = cluster.getSpec().backup.storages.get(full.getSpec().storageName);
        assertThat(increment.getSpec().storageName).isEqualTo(full.getSpec().storageName);
        assertThat(restore.getSpec().backupName)
                .isEqualTo(increment.getMetadata().getName());
        assertThat(fromStorage.getSpec().backupSource.storage.s3)
                .usingRecursiveComparison()
                .isEqualTo(storage.s3);
    }

    /** Refreshed with {@code -Dbundle.store=true}. */
    @Test
    void theBundleIsWhatTheBaseComesTo() throws IOException {
        String made = "# Made of base/kustomization.yaml.\n"
                + String.join("---\n", documents(DeployFiles.FOLDER.resolve("base")));
        Path bundle = DeployFiles.FOLDER.resolve("bundle.yaml");
        if (Boolean.getBoolean("bundle.store")) {
            Files.writeString(bundle, made);
        }

        assertThat(bundle)
                .as("refresh with: mvn -pl routes -am test -Dtest=DeployFilesTest -Dbundle.store=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(made);
    }

    /** The files of a kustomization that names resources and does nothing else. */
    private static List<String> documents(Path folder) throws IOException {
        JsonNode kustomization =
                new YAMLMapper().readTree(folder.resolve("kustomization.yaml").toFile());
        assertThat(kustomization.fieldNames()).toIterable().containsOnly("apiVersion", "kind", "resources");
        List<String> documents = new ArrayList<>();
        for (JsonNode name : kustomization.get("resources")) {
            Path resource = folder.resolve(name.asText()).normalize();
            if (Files.isDirectory(resource)) {
                documents.addAll(documents(resource));
            } else {
                documents.add(Files.readString(resource));
            }
        }
        return documents;
    }
}
