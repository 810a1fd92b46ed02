package dev.dromedary.app;

import dev.dromedary.component.ReconcileComponent;
import dev.dromedary.kube.HeldClaims;
import dev.dromedary.kube.KubeEvents;
import dev.dromedary.kube.KubeLeases;
import dev.dromedary.kube.KubeMembers;
import dev.dromedary.kube.KubeNamespaces;
import dev.dromedary.kube.KubeResources;
import dev.dromedary.kube.KubeRuns;
import dev.dromedary.kube.KubeServer;
import dev.dromedary.kube.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.spi.Registry;

/** What the route files of Kubernetes name. */
final class KubeBeans {
    private KubeBeans() {}

    static void bind(
            CamelContext context, KubernetesClient client, Watches watches, OperatorSettings settings, Clock clock) {
        KubeResources resources = new KubeResources(client, watches);
        context.addComponent("reconcile", new ReconcileComponent(watches, resources));
        Registry registry = context.getRegistry();
        registry.bind("kube-resources", resources);
        registry.bind("kube-namespaces", new KubeNamespaces(client));
        registry.bind("kube-events", new KubeEvents(client, clock));
        registry.bind("kube-leases", new KubeLeases(client, clock));
        KubeMembers members = new KubeMembers(client, watches.statefulSets()::get);
        registry.bind("kube-members", members);
        registry.bind("kube-runs", KubeRuns.of(client, watches, resources, members, settings.runs(), clock));
        registry.bind("held-claims", new HeldClaims(client, watches));
        registry.bind(
                "kube-server",
                new KubeServer(
                        client, watches.statefulSets()::get, clock, settings.actionTimeout(), settings.ownedByOther()));
        registry.bind("watches-health", new WatchesHealth(watches));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.getPrometheusRegistry().register(new BackupMeters(watches, clock));
        meters.getPrometheusRegistry().register(new PromiseMeters(watches, clock));
        // Where Camel looks for it, to add its own.
        registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
    }
}
