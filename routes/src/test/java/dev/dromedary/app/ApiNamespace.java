package dev.dromedary.app;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A namespace of its own on the API server of KUBECONFIG, with our definitions applied. */
final class ApiNamespace implements AutoCloseable {
    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String name;

    ApiNamespace() throws Exception {
        try (var files = Files.newDirectoryStream(Product.HOME.resolve("deploy/crds"), "percona*.yaml")) {
            for (Path file : files) {
                define(file);
            }
        }
        name = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("operator-it-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    private void define(Path file) throws Exception {
        var definition =
                client.getKubernetesSerialization().unmarshal(Files.readString(file), CustomResourceDefinition.class);
        client.resource(definition).forceConflicts().serverSideApply();
        Await.until(file + " is established", () -> {
            var status = client.resource(definition).get().getStatus();
            return status != null
                    && status.getConditions() != null
                    && status.getConditions().stream()
                            .anyMatch(condition -> condition.getType().equals("Established")
                                    && condition.getStatus().equals("True"));
        });
    }

    PerconaServerMySQLBackup backup(String backup, Consumer<PerconaServerMySQLBackup> change) {
        PerconaServerMySQLBackup resource = named(new PerconaServerMySQLBackup(), backup);
        resource.getSpec().clusterName = "c";
        resource.getSpec().storageName = "s";
        change.accept(resource);
        return client.resource(resource).create();
    }

    PerconaServerMySQL cluster(String cluster, Consumer<PerconaServerMySQL> change) {
        PerconaServerMySQL resource = named(new PerconaServerMySQL(), cluster);
        change.accept(resource);
        return client.resource(resource).create();
    }

    <T extends HasMetadata> T named(T resource, String itsName) {
        resource.getMetadata().setNamespace(name);
        resource.getMetadata().setName(itsName);
        return resource;
    }

    PerconaServerMySQLBackup backup(String backup) {
        return client.resources(PerconaServerMySQLBackup.class)
                .inNamespace(name)
                .withName(backup)
                .get();
    }

    /** The Events about a resource, as {@code type reason: message}. */
    List<String> events(String resource) {
        return client.v1().events().inNamespace(name).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(resource))
                .map(event -> event.getType() + " " + event.getReason() + ": " + event.getMessage())
                .toList();
    }

    @Override
    public void close() throws IOException {
        client.namespaces().withName(name).delete();
        client.close();
    }
}
