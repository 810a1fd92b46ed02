package dev.dromedary.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.kube.KubeResources;
import dev.dromedary.kube.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the component calls its route, over an API server that keeps what it is given. */
@EnableKubernetesMockClient(https = false, crud = true)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReconcileConsumerTest {
    private static final Logger CHATTER = Logger.getLogger("io.fabric8.mockwebserver");

    static {
        CHATTER.setLevel(Level.WARNING);
    }

    KubernetesClient client;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Watches watches;

    @BeforeEach
    void watch() {
        watches = new Watches(client, List.of(), Duration.ZERO);
        context.addComponent("reconcile", new ReconcileComponent(watches, new KubeResources(client, watches)));
    }

    @AfterEach
    void close() {
        context.stop();
        watches.close();
    }

    private void route(Processor route) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("reconcile:resources?workers=4&firstPause=1&longestPause=10")
                        .errorHandler(noErrorHandler())
                        .process(route);
            }
        });
        context.start();
        watches.start();
    }

    private void backup(String namespace, String name) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setNamespace(namespace);
        backup.getMetadata().setName(name);
        backup.getSpec().clusterName = "c";
        client.resource(backup).create();
    }

    private static String name(Exchange exchange) {
        PerconaServerMySQLBackup backup = exchange.getMessage().getBody(PerconaServerMySQLBackup.class);
        return backup == null ? "gone" : backup.getMetadata().getName();
    }

    private void untilSeen(String wanted) throws InterruptedException {
        while (!wanted.equals(seen.take())) {
            // One before it, or the same again.
        }
    }

    @Test
    void theRouteGetsWhatIsThereAndWhatComes() throws Exception {
        backup("ns", "first");
        route(exchange -> seen.add(name(exchange)));

        untilSeen("first");
        backup("ns", "second");
        untilSeen("second");
    }

    @Test
    void theRouteIsToldOfADeletionWithNothing() throws Exception {
        backup("ns", "b");
        route(exchange -> seen.add(name(exchange)));
        untilSeen("b");

        client.resources(PerconaServerMySQLBackup.class)
                .inNamespace("ns")
                .withName("b")
                .delete();

        untilSeen("gone");
    }

    @Test
    void whatFailedComesAgainUntilItGoesWell() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<RuntimeException> failures = List.of(
                new IllegalStateException("broken"),
                new KubernetesClientException("conflict", 409, null),
                new KubernetesClientException("away"));
        backup("ns", "b");
        route(exchange -> {
            int call = calls.getAndIncrement();
            if (call < failures.size()) {
                throw failures.get(call);
            }
            seen.add(name(exchange));
        });

        untilSeen("b");
        assertThat(calls).hasValueGreaterThan(failures.size());
    }

    @Test
    void aRouteMayWantItsResourceAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        backup("ns", "b");
        route(exchange -> {
            boolean again = calls.incrementAndGet() < 3;
            if (again) {
                exchange.setVariable("requeueAfter", 1L);
            }
            seen.add(again ? "again" : "enough");
        });

        untilSeen("enough");
        assertThat(calls).hasValue(3);
    }

    @Test
    void aRouteMayScribbleOnItsBody() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        backup("ns", "b");
        route(exchange -> {
            PerconaServerMySQLBackup backup = exchange.getMessage().getBody(PerconaServerMySQLBackup.class);
            seen.add(String.valueOf(backup.getStatus().destination));
            backup.getStatus().destination = "scribbled";
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("again");
            }
        });

        assertThat(List.of(seen.take(), seen.take(), seen.take())).containsOnly("null");
    }

    @Test
    void namespacesAreWorkedOnAtATimeButNotTwoOfOne() throws Exception {
        CountDownLatch allThree = new CountDownLatch(3);
        Map<String, AtomicInteger> atWork = new ConcurrentHashMap<>();
        AtomicInteger collisions = new AtomicInteger();
        for (String namespace : List.of("a", "b", "c")) {
            backup(namespace, "one");
            backup(namespace, "two");
        }
        route(exchange -> {
            PerconaServerMySQLBackup backup = exchange.getMessage().getBody(PerconaServerMySQLBackup.class);
            var lane = atWork.computeIfAbsent(backup.getMetadata().getNamespace(), none -> new AtomicInteger());
            if (lane.incrementAndGet() > 1) {
                collisions.incrementAndGet();
            }
            allThree.countDown();
            allThree.await();
            lane.decrementAndGet();
            seen.add(backup.getMetadata().getName());
        });

        for (int i = 0; i < 6; i++) {
            seen.take();
        }
        assertThat(collisions).hasValue(0);
    }

    @Test
    void aStopWaitsForTheCallAndMakesNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        backup("ns", "one");
        backup("ns", "two");
        route(exchange -> {
            begun.countDown();
            stopping.await();
            seen.add(name(exchange));
        });
        begun.await();
        while (watches.waiting() < 1) {
            Thread.onSpinWait();
        }

        Thread stop = Thread.ofPlatform().start(context::stop);
        while (watches.waiting() > 0) {
            Thread.onSpinWait();
        }
        stopping.countDown();
        stop.join();

        assertThat(seen).hasSize(1);
    }
}
