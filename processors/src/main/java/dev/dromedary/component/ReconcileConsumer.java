package dev.dromedary.component;

import dev.dromedary.kube.WorkQueue;
import dev.dromedary.run.ResourceKey;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes keys from the queue and calls the route with a copy of each resource, or with nothing if it is gone. Resources of
 * one namespace come one after the other: a decision about one reads what others there are about to do. A route that
 * fails is called again after a pause.
 */
final class ReconcileConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileConsumer.class);

    /** The variable in which a route says after how many milliseconds it wants the resource again, though nothing happens. */
    private static final String REQUEUE_AFTER = "requeueAfter";

    private final ReconcileEndpoint endpoint;
    private WorkQueue<ResourceKey> queue;
    private ExecutorService workers;

    ReconcileConsumer(ReconcileEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        queue = new WorkQueue<>(
                ResourceKey::namespace, endpoint.firstPause(), endpoint.longestPause(), System::nanoTime);
        workers = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "reconcile", endpoint.getWorkers());
        for (int i = 0; i < endpoint.getWorkers(); i++) {
            workers.execute(this::work);
        }
        endpoint.component().watches().subscribe(queue);
    }

    @Override
    protected void doStop() throws Exception {
        queue.close();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(workers);
        super.doStop();
    }

    private void work() {
        try {
            for (ResourceKey key = queue.take(); key != null; key = queue.take()) {
                reconcile(key);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconcile(ResourceKey key) {
        Exchange exchange = createExchange(false);
        try {
            look(exchange, key);
            settle(key, exchange);
        } finally {
            releaseExchange(exchange, false);
            queue.done(key);
        }
    }

    private void look(Exchange exchange, ResourceKey key) {
        try {
            exchange.getMessage().setBody(endpoint.component().resources().get(key));
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private void settle(ResourceKey key, Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null) {
            Trouble.of(failure).log(LOG, key, queue.retry(key));
            return;
        }
        queue.forget(key);
        Long millis = exchange.getVariable(REQUEUE_AFTER, Long.class);
        if (millis != null) {
            queue.addAfter(key, Duration.ofMillis(millis));
        }
    }
}
