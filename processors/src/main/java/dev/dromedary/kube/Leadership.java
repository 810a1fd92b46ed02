package dev.dromedary.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one of several operators the leader, by a lease. What keeps a backup whole is its manifest, which is written once;
 * the lease only keeps two operators from doing the same work.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /**
     * A lease and its times. The times are far above what two clocks may differ by: a lease is judged by one's own.
     *
     * @param identity of this process, unique among all
     * @param duration after which a lease that was not renewed is free
     * @param deadline for renewing it, after which the leader gives up; below the duration, so that he is gone by then
     * @param period between two attempts
     */
    public record Terms(
            String namespace, String name, String identity, Duration duration, Duration deadline, Duration period) {}

    private final Terms terms;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("leader").daemon().factory());
    private final LeaderElector elector;
    private CompletableFuture<?> election;
    private volatile Instant renewed;
    private volatile boolean leads;
    private volatile boolean closing;

    /**
     * An election that has not begun.
     *
     * @param leads called once, when the lease is ours
     * @param lost called when the lease was lost, which cannot be undone: another may be at work already
     */
    public Leadership(KubernetesClient client, Terms terms, InstantSource clock, Runnable leads, Runnable lost) {
        this.terms = terms;
        this.clock = clock;
        var election = new LeaderElectionConfigBuilder()
                .withName(terms.name())
                .withLock(new ObservedLock(terms))
                .withLeaseDuration(terms.duration())
                .withRenewDeadline(terms.deadline())
                .withRetryPeriod(terms.period())
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(() -> won(leads), () -> stopped(lost), this::follows))
                .build();
        elector = new LeaderElector(client, election, executor);
    }

    public void start() {
        election = elector.start();
    }

    public boolean leads() {
        return leads;
    }

    /** How long ago the lease was renewed; empty where it is another's. */
    public Optional<Duration> age() {
        return leads ? Optional.of(Duration.between(renewed, clock.instant())) : Optional.empty();
    }

    public Terms terms() {
        return terms;
    }

    private void won(Runnable next) {
        leads = true;
        LOG.info("{} leads", terms.identity());
        next.run();
    }

    private void stopped(Runnable next) {
        leads = false;
        if (!closing) {
            LOG.error("{} has lost the lease {}/{}", terms.identity(), terms.namespace(), terms.name());
            next.run();
        }
    }

    private void follows(String leader) {
        if (leader != null && !leader.isEmpty() && !terms.identity().equals(leader)) {
            LOG.info("{} leads, {} waits", leader, terms.identity());
        }
    }

    /** Gives the lease back, so that another need not wait until it runs out. */
    @Override
    public void close() {
        closing = true;
        if (election != null) {
            election.cancel(true);
        }
        executor.shutdown();
    }

    /** Notes when the lease was written last. */
    private final class ObservedLock extends LeaseLock {
        ObservedLock(Terms terms) {
            super(terms.namespace(), terms.name(), terms.identity());
        }

        @Override
        public synchronized void create(KubernetesClient client, LeaderElectionRecord written) {
            super.create(client, written);
            renewed = clock.instant();
        }

        @Override
        public synchronized void update(KubernetesClient client, LeaderElectionRecord written) {
            super.update(client, written);
            renewed = clock.instant();
        }
    }
}
