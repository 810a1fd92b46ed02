package dev.dromedary.e2e;

import dev.dromedary.app.DeployFiles;
import dev.dromedary.app.NodeTrouble;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private Installation(String operator, String... places) throws IOException, InterruptedException {
        int random = ThreadLocalRandom.current().nextInt(BASE * BASE * BASE, BASE * BASE * BASE * BASE);
        this.prefix = "e2e-" + Integer.toString(random, BASE).toLowerCase(Locale.ROOT) + "-";
        this.node = Node.ready();
        this.namespace = prefix + operator;
        for (String place : places) {
            this.places.add(new Place(node, prefix + place));
        }
    }

    /**
     * Applies the bundle and waits for the operator.
     *
     * @param settings more of the operator's environment, {@code NAME=value}
     * @param places names of the namespaces that the operator watches
     */
    static Installation of(List<String> settings, String... places) throws IOException, InterruptedException {
        Installation made = new Installation("operator", places);
        made.apply(DeployFiles.resources(DeployFiles.FOLDER.resolve("bundle.yaml")), settings);
        return made;
    }

    /** @param place name of the namespace that the operator lives in, with no right outside */
    static Installation within(String place) throws IOException, InterruptedException {
        Installation made = new Installation(place, place);
        made.apply(DeployFiles.parse(Command.run(DeployFiles.FOLDER, "kubectl", "kustomize", "namespaced")), List.of());
        return made;
    }

    Place place(String name) {
        return places.stream()
                .filter(place -> place.namespace.equals(prefix + name))
                .findFirst()
                .orElseThrow();
    }

    private void apply(List<HasMetadata> resources, List<String> settings) {
        Deployment deployment = null;
        for (HasMetadata resource : resources) {
            switch (resource) {
                case CustomResourceDefinition definition -> {} // the node has them
                case Namespace namespaced ->
                    node.makeNamespace(namespace, namespaced.getMetadata().getLabels());
                case ClusterRole role -> ofCluster.add(apply(role));
                case ClusterRoleBinding binding -> ofCluster.add(apply(bound(binding)));
                case RoleBinding binding -> {
                    binding.getSubjects().forEach(subject -> subject.setNamespace(namespace));
                    apply(binding);
                }
                case Deployment operator -> deployment = (Deployment) apply(adapted(operator, settings));
                default -> apply(resource);
            }
        }
        try {
            node.await(Objects.requireNonNull(deployment), Installation::available);
        } catch (KubernetesClientTimeoutException e) {
            throw new AssertionError("the operator is not available:" + NodeTrouble.of(node.client, namespace), e);
        }
    }

    private List<Pod> pods() {
        return node.client
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/name", "dromedary")
                .list()
                .getItems();
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

    private Deployment adapted(Deployment operator, List<String> settings) {
        var container =
                operator.getSpec().getTemplate().getSpec().getContainers().get(0);
        Map<String, String> own = Map.of(
                "DROMEDARY_IMAGE",
                node.image,
                "WATCH_NAMESPACE",
                String.join(",", places.stream().map(place -> place.namespace).toList()));
        Stream<EnvVar> changed = container.getEnv().stream()
                .map(variable -> variable.getValueFrom() == null && own.containsKey(variable.getName())
                        ? new EnvVarBuilder(variable)
                                .withValue(own.get(variable.getName()))
                                .build()
                        : variable);
        Stream<EnvVar> added = settings.stream()
                .map(setting -> setting.split("=", 2))
                .map(setting -> new EnvVar(setting[0], setting[1], null));
        List<EnvVar> environment = Stream.concat(changed, added).toList();
        container.setEnv(environment);
        container.setImage(node.image);
        return operator;
    }

    /** With so many operators from now on. */
    void scale(int operators) {
        var deployment = node.client.apps().deployments().inNamespace(namespace).withName("dromedary");
        deployment.scale(operators);
        node.await(
                deployment.get(),
                found -> available(found)
                        && Objects.requireNonNullElse(found.getStatus().getReplicas(), 0) == operators);
    }

    private static boolean available(Deployment deployment) {
        var status = deployment.getStatus();
        return Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && Objects.equals(
                        Objects.requireNonNullElse(status.getAvailableReplicas(), 0),
                        deployment.getSpec().getReplicas());
    }

    /** What the operator has logged. */
    String log() {
        return pods().stream()
                .map(pod -> node.client.pods().resource(pod).getLog())
                .collect(Collectors.joining());
    }

    /** What would tell why a test failed. */
    void collect(Evidence evidence) {
        places.forEach(place -> evidence.collect(node.client, place.namespace));
        evidence.collect(node.client, namespace);
    }

    /** The users' namespaces first: the operator has to let their resources go. One who goes with them cannot. */
    @Override
    public void close() {
        places.stream().filter(place -> place.namespace.equals(namespace)).forEach(Place::abandonBackups);
        places.forEach(Place::delete);
        places.forEach(Place::awaitDeleted);
        node.client.namespaces().withName(namespace).delete();
        ofCluster.forEach(resource -> node.client.resource(resource).delete());
    }
}
