package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The pods of runs, as they were let in, and how they ended; those of runs that succeed are gone in a moment. */
final class RunPods implements ResourceEventHandler<Pod>, AutoCloseable {
    private static final int MINUTES = 4;

    private final Map<String, Pod> seen = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Integer>> ends = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> watch;

    RunPods(Place place) {
        watch = place.node
                .client
                .pods()
                .inNamespace(place.namespace)
                .withLabel("app.kubernetes.io/name", "xtrabackup")
                .inform(this);
    }

    /** Waits until the worker of a pod has ended, and answers its exit code; 128 and more is a signal. */
    int exitCode(Pod pod) {
        return ends.computeIfAbsent(pod.getMetadata().getName(), any -> new CompletableFuture<>())
                .orTimeout(MINUTES, TimeUnit.MINUTES)
                .join();
    }

    List<Pod> seen() {
        return List.copyOf(seen.values());
    }

    /** Whether it can speak to the API server as somebody. */
    static boolean hasToken(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .anyMatch(source -> source.getServiceAccountToken() != null);
    }

    @Override
    public void onAdd(Pod pod) {
        seen.put(pod.getMetadata().getName(), pod);
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        after.getStatus().getContainerStatuses().stream()
                .map(status -> status.getState().getTerminated())
                .filter(Objects::nonNull)
                .forEach(end -> ends.computeIfAbsent(after.getMetadata().getName(), any -> new CompletableFuture<>())
                        .complete(end.getExitCode()));
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {}

    @Override
    public void close() {
        watch.close();
    }
}
