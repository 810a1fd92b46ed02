package dev.dromedary.e2e;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.app.DeployFiles;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is written down when a test fails, before its namespaces go: resources, Events, and the log of every container. */
final class Evidence {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            PerconaServerMySQL.class,
            PerconaServerMySQLBackup.class,
            PerconaServerMySQLRestore.class,
            Job.class,
            StatefulSet.class,
            PersistentVolumeClaim.class,
            Lease.class,
            Pod.class);

    private final Path folder;

    Evidence(String test) {
        folder = DeployFiles.FOLDER.resolveSibling("routes/target/e2e").resolve(test);
    }

    void collect(KubernetesClient client, String namespace) {
        for (Class<? extends HasMetadata> kind : KINDS) {
            write(namespace, HasMetadata.getKind(kind) + ".yaml", text(client, kind, namespace));
        }
        write(namespace, "events.txt", events(client, namespace));
        for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
            Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                    .map(container -> container.getName())
                    .forEach(container -> logs(client, pod, container));
        }
    }

    private static <T extends HasMetadata> String text(KubernetesClient client, Class<T> kind, String namespace) {
        return client.resources(kind).inNamespace(namespace).list().getItems().stream()
                .peek(each -> each.getMetadata().setManagedFields(null))
                .map(Serialization::asYaml)
                .collect(Collectors.joining());
    }

    private static String events(KubernetesClient client, String namespace) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                .map(Evidence::line)
                .collect(Collectors.joining());
    }

    private static String line(Event event) {
        return "%s %s %s/%s %s: %s%n"
                .formatted(
                        event.getLastTimestamp(),
                        event.getType(),
                        event.getInvolvedObject().getKind(),
                        event.getInvolvedObject().getName(),
                        event.getReason(),
                        event.getMessage());
    }

    private void logs(KubernetesClient client, Pod pod, String container) {
        String name = pod.getMetadata().getName();
        var logs = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .inContainer(container);
        try {
            write(pod.getMetadata().getNamespace(), name + "." + container + ".log", logs.getLog());
        } catch (KubernetesClientException e) {
            write(pod.getMetadata().getNamespace(), name + "." + container + ".log", e.toString());
        }
    }

    private void write(String namespace, String name, String text) {
        try {
            Files.createDirectories(folder.resolve(namespace));
            Files.writeString(folder.resolve(namespace).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
