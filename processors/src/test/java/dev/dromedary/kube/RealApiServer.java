package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A namespace of its own on the API server of KUBECONFIG, with our definitions applied. */
final class RealApiServer implements AutoCloseable {
    private static final Path DEFINITIONS =
            Path.of("").toAbsolutePath().resolveSibling("deploy").resolve("crds");

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String namespace;

    RealApiServer() throws IOException {
        try (var files = Files.newDirectoryStream(DEFINITIONS, "percona*.yaml")) {
            for (Path file : files) {
                var definition = client.getKubernetesSerialization()
                        .unmarshal(Files.readString(file), CustomResourceDefinition.class);
                client.resource(definition).forceConflicts().serverSideApply();
                client.resource(definition).waitUntilCondition(RealApiServer::established, 1, TimeUnit.MINUTES);
            }
        }
        namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("kube-it-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    private static boolean established(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    PerconaServerMySQLBackup backup(String name) {
        PerconaServerMySQLBackup backup = ApiServer.named(new PerconaServerMySQLBackup(), namespace, name);
        backup.getSpec().clusterName = "c";
        backup.getSpec().storageName = "s";
        return store(backup);
    }

    <T extends HasMetadata> T store(T resource) {
        return client.resource(resource).create();
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
