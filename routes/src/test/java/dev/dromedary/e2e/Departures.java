package dev.dromedary.e2e;

import dev.dromedary.api.PerconaServerMySQLBackup;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** In which order backups leave a namespace. */
final class Departures implements ResourceEventHandler<PerconaServerMySQLBackup>, AutoCloseable {
    private static final int MINUTES = 3;

    /**
     * A resource that is gone.
     *
     * @param left what the bucket held of it at that moment
     */
    record Departure(String name, List<String> left) {}

    private final BlockingQueue<Departure> all = new LinkedBlockingQueue<>();
    private final Bucket bucket;
    private final SharedIndexInformer<PerconaServerMySQLBackup> watch;

    Departures(Place place, Bucket bucket) {
        this.bucket = bucket;
        this.watch = place.node
                .client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(place.namespace)
                .inform(this);
    }

    @Override
    public void onAdd(PerconaServerMySQLBackup backup) {}

    @Override
    public void onUpdate(PerconaServerMySQLBackup before, PerconaServerMySQLBackup after) {}

    @Override
    public void onDelete(PerconaServerMySQLBackup backup, boolean finalStateUnknown) {
        all.add(new Departure(backup.getMetadata().getName(), bucket.of(backup)));
    }

    /** Waits for the next one. */
    Departure next() {
        try {
            return Objects.requireNonNull(all.poll(MINUTES, TimeUnit.MINUTES), "nothing more is gone");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
