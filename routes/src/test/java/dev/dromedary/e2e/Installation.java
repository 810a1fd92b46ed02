package dev.dromedary.e2e;

import dev.dromedary.app.DeployFiles;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The bundle, applied: an operator in a namespace of its own. It differs from a user's in names, so that several can be tested
 * on one node, and in what it watches: the places of its test.
 */
final class Installation implements AutoCloseable {
    private static final int BASE = 36;

    final Node node;
    final String namespace;
    private final String prefix;
    private final List<Place> places = new ArrayList<>();
    private final List<HasMetadata> ofCluster = new ArrayList<>();

    private Installation(Node node, String prefix) {
        this.node = node;
        this.prefix = prefix;
        this.namespace = prefix + "operator";
    }

    /** @param places names of the namespaces that the operator watches */
    static Installation of(String... places) throws IOException, InterruptedException {
        int random = ThreadLocalRandom.current().nextInt(BASE * BASE * BASE, BASE * BASE * BASE * BASE);
        Installation made = new Installation(
                Node.ready(), "e2e-" + Integer.toString(random, BASE).toLowerCase(Locale.ROOT) + "-");
        for (String place : places) {
            made.places.add(new Place(made.node, made.prefix + place));
        }
        made.apply();
        return made;
    }

    Place place(String name) {
        return places.stream()
                .filter(place -> place.namespace.equals(prefix + name))
                .findFirst()
                .orElseThrow();
    }

    private void apply() {
        Deployment deployment = null;
        for (HasMetadata resource : DeployFiles.resources(DeployFiles.FOLDER.resolve("bundle.yaml"))) {
            switch (resource) {
                case CustomResourceDefinition definition -> {} // the node has them
                case Namespace namespaced ->
                    node.makeNamespace(namespace, namespaced.getMetadata().getLabels());
                case ClusterRole role -> ofCluster.add(apply(role));
                case ClusterRoleBinding binding -> ofCluster.add(apply(bound(binding)));
                case Deployment operator -> deployment = (Deployment) apply(adapted(operator));
                default -> apply(resource);
            }
        }
        node.await(Objects.requireNonNull(deployment), Installation::available);
    }

    private HasMetadata apply(HasMetadata resource) {
        if (resource.getMetadata().getNamespace() == null) {
            resource.getMetadata().setName(namespace);
        } else {
            resource.getMetadata().setNamespace(namespace);
        }
        return node.apply(resource);
    }

    private ClusterRoleBinding bound(ClusterRoleBinding binding) {
        binding.getRoleRef().setName(namespace);
        binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
        return binding;
    }

    private Deployment adapted(Deployment operator) {
        var container =
                operator.getSpec().getTemplate().getSpec().getContainers().get(0);
        Map<String, String> own = Map.of(
                "DROMEDARY_IMAGE",
                node.image,
                "WATCH_NAMESPACE",
                String.join(",", places.stream().map(place -> place.namespace).toList()));
        List<EnvVar> environment = container.getEnv().stream()
                .map(variable -> own.containsKey(variable.getName())
                        ? new EnvVarBuilder(variable)
                                .withValue(own.get(variable.getName()))
                                .build()
                        : variable)
                .toList();
        container.setEnv(environment);
        container.setImage(node.image);
        return operator;
    }

    private static boolean available(Deployment deployment) {
        var status = deployment.getStatus();
        return Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && Objects.equals(
                        status.getAvailableReplicas(), deployment.getSpec().getReplicas());
    }

    /** What would tell why a test failed. */
    void collect(Evidence evidence) {
        places.forEach(place -> evidence.collect(node.client, place.namespace));
        evidence.collect(node.client, namespace);
    }

    /** The users' namespaces first: the operator has to let their resources go. */
    @Override
    public void close() {
        places.forEach(Place::delete);
        places.forEach(Place::awaitDeleted);
        node.client.namespaces().withName(namespace).delete();
        ofCluster.forEach(resource -> node.client.resource(resource).delete());
    }
}
