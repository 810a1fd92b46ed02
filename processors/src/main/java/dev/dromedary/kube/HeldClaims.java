package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQL;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Claims that are to go and cannot, because pods of ours that have ended still name them. Those of failed runs stay for
 * their logs, but not at this price.
 */
public final class HeldClaims {
    private final RunStore store;
    private final JobCalls calls;

    public HeldClaims(KubernetesClient client, Watches watches) {
        this(RunStore.of(watches), new JobCalls(client));
    }

    HeldClaims(RunStore store, JobCalls calls) {
        this.store = store;
        this.calls = calls;
    }

    /** Lets the claims of the cluster's namespace go. No request where no pod has ended. */
    public void release(PerconaServerMySQL cluster) {
        String namespace = cluster.getMetadata().getNamespace();
        store.pods().stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace) && RunEnd.over(pod))
                .filter(pod -> claims(pod).anyMatch(claim -> calls.leaving(namespace, claim)))
                .forEach(calls::delete);
    }

    private static Stream<String> claims(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName);
    }
}
