package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.component.ReconcileComponent;
import dev.dromedary.kube.KubeResources;
import dev.dromedary.kube.Watches;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** watch-kubernetes: which resource goes to which route, and when. */
@EnableKubernetesMockClient(https = false, crud = true)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WatchKubernetesRouteTest {
    KubernetesClient client;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Watches watches;

    @BeforeEach
    void load() throws Exception {
        watches = new Watches(client, List.of(), Duration.ZERO);
        watches.start();
        context.addComponent("reconcile", new ReconcileComponent(watches, new KubeResources(client, watches)));
        context.getPropertiesComponent().setLocation("file:../config/operator.properties");
        Path file = RouteFiles.FOLDER.resolve("watch-kubernetes.camel.yaml");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                Set<String> targets = new TreeSet<>(RouteFiles.values(RouteFiles.read(file), "to"));
                for (String target : targets) {
                    from(target)
                            .process(exchange ->
                                    seen.add(exchange.getMessage()
                                                    .getBody(HasMetadata.class)
                                                    .getMetadata()
                                                    .getName() + " " + target));
                }
            }
        });
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        watches.close();
    }

    private void store(HasMetadata resource, String name) {
        resource.getMetadata().setNamespace("ns");
        resource.getMetadata().setName(name);
        client.resource(resource).create();
    }

    @Test
    void eachKindGoesToItsRouteOnceThisProcessLeads() throws Exception {
        store(new PerconaServerMySQLBackup(), "b");
        store(new PerconaServerMySQLRestore(), "r");
        while (watches.backups().list(null).isEmpty()
                || watches.restores().list(null).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(seen).isEmpty();

        context.getRouteController().startRouteGroup("leader");

        String first = seen.take();
        assertThat(List.of(first, seen.take()))
                .containsExactlyInAnyOrder("b direct:reconcile-backup", "r direct:reconcile-restore");
    }
}
