package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The namespaces of the API server. They are not watched: one is asked for where a backup in it is deleted. */
public final class KubeNamespaces {
    private final KubernetesClient client;

    public KubeNamespaces(KubernetesClient client) {
        this.client = client;
    }

    /** Whether a namespace is being deleted: the API server lets nothing new be made in it. */
    public boolean ends(String name) {
        return Optional.ofNullable(client.namespaces().withName(name).get())
                .map(Namespace::getMetadata)
                .filter(metadata -> metadata.getDeletionTimestamp() == null)
                .isEmpty();
    }
}
