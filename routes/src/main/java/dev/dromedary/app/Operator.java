package dev.dromedary.app;

import dev.dromedary.kube.KubeClients;
import dev.dromedary.kube.Leadership;
import dev.dromedary.kube.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the resources of an API server and launches what they ask for; touches neither data nor Secrets. */
final class Operator {
    private static final Logger LOG = LoggerFactory.getLogger("dromedary");
    /** Routes that only one of several operators may run. */
    private static final String LEADER = "leader";

    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final Main main = new Main();
    /** Ends the loop, with the exit code. */
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    /** Closed in reverse: the lease goes back first, once nothing is done any more. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Runnable election;

    /** Runs until it is told to stop or has lost the lease; answers the exit code. */
    int run() throws Exception {
        Home home = Home.found();
        // Camel's own hook would not wait for the lease to be given back.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setPropertyPlaceholderLocations(home.settings("operator"));
        main.configure().withRoutesIncludePattern(Routes.pattern(Routes.OPERATOR, home, Home.extraRoutes()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                CamelContext context = starting.getCamelContext();
                prepare(context, new Settings(context));
            }
        });
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::stop));
        try {
            ExtraRoutes.start(main, home);
            LOG.info("started in {} ms", ManagementFactory.getRuntimeMXBean().getUptime());
            election.run();
            int code = end.get();
            main.stop();
            return code;
        } finally {
            close();
        }
    }

    private void prepare(CamelContext context, Settings all) {
        OperatorSettings settings = new OperatorSettings(all);
        KubernetesClient client = opened(KubeClients.open(settings.requestTimeout()));
        Watches watches = opened(new Watches(client, settings.namespaces(), settings.resync()));
        // At once: the lists come while the routes are loaded.
        watches.start();
        LOG.info("watching {}", settings.namespaces().isEmpty() ? "all namespaces" : settings.namespaces());
        Beans.operator(context, all, cluster -> watches.wake(cluster, Duration.ZERO), clock);
        KubeBeans.bind(context, client, watches, settings, clock);
        if (settings.election()) {
            KubernetesClient own = opened(KubeClients.openForLease(settings.requestTimeout()));
            Leadership leadership =
                    opened(new Leadership(own, settings.terms(), clock, this::begin, () -> end.complete(1)));
            context.getRegistry().bind("lease-health", new LeaseHealth(leadership));
            election = leadership::start;
        } else {
            election = this::begin;
        }
    }

    private void begin() {
        try {
            main.getCamelContext().getRouteController().startRouteGroup(LEADER);
        } catch (Exception e) {
            LOG.error("the routes cannot be started", e);
            end.complete(1);
        }
    }

    /** The JVM goes down when this returns. */
    private void stop() {
        end.complete(0);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.push(one);
        return one;
    }

    private void close() throws Exception {
        try {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        } finally {
            ended.countDown();
        }
    }
}
