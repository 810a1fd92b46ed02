package dev.dromedary.app;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps pods from being ready, in lines for the message of a failure: of a run on another machine nothing but its
 * messages may be left.
 */
public final class NodeTrouble {
    private NodeTrouble() {}

    /** What the nodes say of themselves; what the pods of a namespace lack; and the warnings about it. */
    public static String of(KubernetesClient client, String namespace) {
        return Stream.of(
                        client.nodes().list().getItems().stream().flatMap(NodeTrouble::ofNode),
                        client.pods().inNamespace(namespace).list().getItems().stream()
                                .flatMap(NodeTrouble::ofPod),
                        client.v1().events().inNamespace(namespace).list().getItems().stream()
                                .filter(event -> event.getType().equals("Warning"))
                                .map(event -> event.getInvolvedObject().getName() + " " + event.getReason() + ": "
                                        + event.getMessage()))
                .flatMap(lines -> lines)
                .distinct()
                .collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private static Stream<String> ofNode(Node node) {
        String name = "node " + node.getMetadata().getName();
        return Stream.concat(
                node.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Ready")
                                != condition.getStatus().equals("True"))
                        .map(condition -> name + " " + condition.getType() + "=" + condition.getStatus() + ": "
                                + condition.getMessage()),
                node.getSpec().getTaints().stream().map(taint -> name + " has the taint " + taint.getKey()));
    }

    private static Stream<String> ofPod(Pod pod) {
        String name =
                "pod " + pod.getMetadata().getName() + " " + pod.getStatus().getPhase();
        return Stream.concat(
                pod.getStatus().getConditions().stream()
                        .filter(condition -> !condition.getStatus().equals("True"))
                        .map(condition -> name + " " + condition.getType() + "=" + told(condition)),
                pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> !Boolean.TRUE.equals(container.getReady()))
                        .map(container -> name + " " + told(container)));
    }

    private static String told(PodCondition condition) {
        return condition.getStatus() + " " + condition.getReason() + ": " + condition.getMessage();
    }

    private static String told(ContainerStatus container) {
        var state = container.getState();
        String told = state.getWaiting() != null
                ? state.getWaiting().getReason() + ": " + state.getWaiting().getMessage()
                : state.getTerminated() != null
                        ? "ended with " + state.getTerminated().getExitCode()
                        : "runs and is not ready";
        return "container " + container.getName() + " " + told + ", restarts " + container.getRestartCount();
    }
}
