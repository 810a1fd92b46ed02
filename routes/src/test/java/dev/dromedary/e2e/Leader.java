package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;

/** The operator of an installation that leads, and what ends it. Without one, nothing of a test would be let go. */
final class Leader implements AutoCloseable {
    private static final String NAME = "dromedary";

    private final Node node;
    private final String namespace;

    Leader(Installation installation) {
        this.node = installation.node;
        this.namespace = installation.namespace;
    }

    /** Kills its process, and waits until it leads again, started anew in its pod. */
    void killProcess() {
        Pod pod = pod();
        int before = container(pod).getRestartCount();
        Processes.kill(pod);
        Pod again = node.await(
                pod,
                found -> container(found).getRestartCount() > before
                        && container(found).getState().getRunning() != null);
        Instant started = Instant.parse(container(again).getState().getRunning().getStartedAt());
        await(lease -> lease.getSpec().getRenewTime().toInstant().isAfter(started));
    }

    /** Kills its process and takes its pod away, and waits until another leads, which has to wait for the lease to run out. */
    void killPod() {
        Pod pod = pod();
        remove(pod);
        String before = pod.getMetadata().getName();
        await(lease -> !Objects.equals(holder(lease), before)
                && holder(lease) != null
                && !holder(lease).isEmpty());
    }

    /** Kills it, and none takes its place until one is started. */
    void stop() {
        Pod pod = pod();
        scale(0);
        remove(pod);
    }

    void start() {
        String before = holder(lease());
        scale(1);
        await(lease -> !Objects.equals(holder(lease), before)
                && holder(lease) != null
                && !holder(lease).isEmpty());
    }

    /** How often the one that leads was started again. */
    int restarts() {
        return container(pod()).getRestartCount();
    }

    /** The pod's name. */
    String name() {
        return holder(lease());
    }

    @Override
    public void close() {
        scale(1);
    }

    private void remove(Pod pod) {
        node.client.resource(pod).withGracePeriod(0).delete();
        // Told to stop, it would give its lease back.
        Processes.kill(pod);
    }

    private void scale(int replicas) {
        node.client.apps().deployments().inNamespace(namespace).withName(NAME).scale(replicas);
    }

    private void await(Predicate<Lease> sign) {
        node.await(lease(), sign);
    }

    private Lease lease() {
        return node.client.leases().inNamespace(namespace).withName(NAME).require();
    }

    private static String holder(Lease lease) {
        return lease.getSpec().getHolderIdentity();
    }

    private Pod pod() {
        return node.client.pods().inNamespace(namespace).withName(name()).require();
    }

    private static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }
}
