package dev.dromedary.component;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** What a {@code reconcile:} route may say: how many look at resources at a time, and the pauses after failures. */
public final class ReconcileEndpoint extends DefaultEndpoint {
    private int workers = 1;
    private long firstPause = 1;
    private long longestPause = 1;

    ReconcileEndpoint(String uri, ReconcileComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to " + this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ReconcileConsumer consumer = new ReconcileConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    ReconcileComponent component() {
        return (ReconcileComponent) getComponent();
    }

    /** How many resources are looked at at a time, each in another namespace. */
    public void setWorkers(int workers) {
        this.workers = workers;
    }

    public int getWorkers() {
        return workers;
    }

    /** Before a resource is tried again, in milliseconds; it doubles with each failure. */
    public void setFirstPause(long firstPause) {
        this.firstPause = firstPause;
    }

    /** What the doubling ends at. */
    public void setLongestPause(long longestPause) {
        this.longestPause = longestPause;
    }

    Duration firstPause() {
        return Duration.ofMillis(firstPause);
    }

    Duration longestPause() {
        return Duration.ofMillis(longestPause);
    }
}
