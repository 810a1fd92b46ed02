package dev.dromedary.kube;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * A client for a command.
     *
     * @param kubeconfig null for what is found as kubectl finds it
     * @param context null for the current one
     * @throws BackupException {@code ApiServerFailed} if there is no such file or context
     */
    public static KubernetesClient open(Path kubeconfig, String context, Duration requestTimeout) {
        if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
            throw noSuch("there is no kubeconfig " + kubeconfig);
        }
        Config config = kubeconfig == null
                ? Config.autoConfigure(context)
                : Config.fromKubeconfig(context, kubeconfig.toFile());
        boolean current = config.getCurrentContext() != null
                && config.getCurrentContext().getName().equals(context);
        if (context != null && !current) {
            throw noSuch("there is no context " + context + " in the kubeconfig");
        }
        return open(new ConfigBuilder(config), requestTimeout, REPEATS);
    }

    private static BackupException noSuch(String what) {
        return new BackupException(Reason.ApiServerFailed, what, "see kubectl config get-contexts");
    }

    private static KubernetesClient open(Duration requestTimeout, int repeats) {
        return open(new ConfigBuilder(), requestTimeout, repeats);
    }

    private static KubernetesClient open(ConfigBuilder settings, Duration requestTimeout, int repeats) {
        int millis = Math.toIntExact(requestTimeout.toMillis());
        Config config = settings.withRequestTimeout(millis)
                .withConnectionTimeout(millis)
                .withRequestRetryBackoffLimit(repeats)
                .withUserAgent("dromedary")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
