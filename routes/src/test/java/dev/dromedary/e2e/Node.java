package dev.dromedary.e2e;

import dev.dromedary.app.DeployFiles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The node of {@code KUBECONFIG}, with our image and the definitions of our resources on it. */
final class Node {
    private static final Path HOME = DeployFiles.FOLDER.getParent();
    private static final Path TESTBED = HOME.resolveSibling("shared/testbed/testbed");
    private static final int MINUTES = 8;

    private static Node ready;

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String image;

    private Node(String image) {
        this.image = image;
    }

    /** Built and loaded once, however many tests ask. */
    static synchronized Node ready() throws IOException, InterruptedException {
        if (ready == null) {
            // Two checkouts may be tested on one machine.
            String tag = Integer.toHexString(HOME.toString().hashCode());
            String image = Command.run(HOME, "deploy/image/build.sh", "dromedary:e2e-" + tag);
            Command.run(HOME, TESTBED.toString(), "load", image);
            Node node = new Node(image);
            DeployFiles.files("crds").stream()
                    .flatMap(file -> DeployFiles.resources(file).stream())
                    .forEach(node::define);
            ready = node;
        }
        return ready;
    }

    private void define(HasMetadata definition) {
        apply(definition);
        await(definition, found -> established((CustomResourceDefinition) found));
    }

    /** A new definition has no conditions for a moment. */
    private static boolean established(CustomResourceDefinition definition) {
        return Stream.ofNullable(definition.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    /** As {@code kubectl apply --server-side} does: a field that nobody knows is refused. */
    HasMetadata apply(HasMetadata resource) {
        return client.resource(resource)
                .fieldValidation(Validation.STRICT)
                .forceConflicts()
                .serverSideApply();
    }

    /** Waits by a watch. */
    <T extends HasMetadata> T await(T resource, Predicate<T> sign) {
        return client.resource(resource)
                .waitUntilCondition(found -> found != null && sign.test(found), MINUTES, TimeUnit.MINUTES);
    }

    /** Waits by a watch until one of these shows the sign, and answers it. */
    <T extends HasMetadata> T awaitAny(Informable<T> some, Predicate<T> sign) {
        try {
            return some
                    .informOnCondition(found -> found.stream().anyMatch(sign))
                    .get(MINUTES, TimeUnit.MINUTES)
                    .stream()
                    .filter(sign)
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("none of them came to it", e);
        }
    }

    void awaitGone(HasMetadata resource) {
        client.resource(resource).waitUntilCondition(found -> found == null, MINUTES, TimeUnit.MINUTES);
    }

    void makeNamespace(String name, Map<String, String> labels) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
    }
}
