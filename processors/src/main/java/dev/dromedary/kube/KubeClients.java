package dev.dromedary.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;

/** Opens clients of the API server that {@code KUBECONFIG} names, or the pod's own account. */
public final class KubeClients {
    /** A hiccup is sat out; longer trouble is for the work queue, which does not hold a thread meanwhile. */
    private static final int REPEATS = 2;

    private KubeClients() {}

    public static KubernetesClient open(Duration requestTimeout) {
        return open(requestTimeout, REPEATS);
    }

    /** A client for a lease: a repeated request would end after its deadline, and a shared one would wait in a queue. */
    public static KubernetesClient openForLease(Duration requestTimeout) {
        return open(requestTimeout, 0);
    }

    private static KubernetesClient open(Duration requestTimeout, int repeats) {
        int millis = Math.toIntExact(requestTimeout.toMillis());
        Config config = new ConfigBuilder()
                .withRequestTimeout(millis)
                .withConnectionTimeout(millis)
                .withRequestRetryBackoffLimit(repeats)
                .withUserAgent("dromedary")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
