package dev.dromedary.kube;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.MembersAnnotation;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.reconcile.ServerSet;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Stops and starts the servers of a cluster by its {@code spec.pause}, and scales their StatefulSet when we own the cluster.
 * Nothing waits: each call asks for what is not asked for yet, and answers whether it has come about. What is watched says
 * when to look; the API server itself is asked before anything depends on the answer.
 */
public final class KubeServer {
    private final ClusterCalls calls;
    private final BiFunction<String, String, Optional<StatefulSet>> sets;
    private final OtherClaims claims;
    private final InstantSource clock;
    private final Duration limit;
    private final boolean foreign;

    /**
     * For all clusters.
     *
     * @param sets finds a StatefulSet by namespace and name
     * @param limit for a stop or a start, from when it was wanted first
     * @param foreign whether another operator owns the clusters: it scales them, and their claims
     */
    public KubeServer(
            KubernetesClient client,
            BiFunction<String, String, Optional<StatefulSet>> sets,
            InstantSource clock,
            Duration limit,
            boolean foreign) {
        this.calls = new ClusterCalls(client);
        this.sets = sets;
        this.claims = new OtherClaims(calls);
        this.clock = clock;
        this.limit = limit;
        this.foreign = foreign;
    }

    /** What is seen of the StatefulSet of a cluster. */
    public ServerSet look(PerconaServerMySQL cluster) {
        String name = ServerSet.nameOf(cluster);
        return seen(name, sets.apply(cluster.getMetadata().getNamespace(), name));
    }

    private ServerSet ask(PerconaServerMySQL cluster) {
        String name = ServerSet.nameOf(cluster);
        return seen(name, calls.read(cluster.getMetadata().getNamespace(), name));
    }

    private ServerSet seen(String name, Optional<StatefulSet> found) {
        if (found.isEmpty()) {
            return ServerSet.missing(name, foreign);
        }
        var spec = found.get().getSpec();
        var status = found.get().getStatus();
        long generation = or(found.get().getMetadata().getGeneration(), 0L);
        return new ServerSet(
                name,
                true,
                spec.getOrdinals() == null ? 0 : or(spec.getOrdinals().getStart(), 0),
                or(spec.getReplicas(), 1),
                status == null ? 0 : or(status.getReplicas(), 0),
                status == null ? 0 : or(status.getReadyReplicas(), 0),
                status != null && or(status.getObservedGeneration(), 0L) >= generation,
                foreign);
    }

    private static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /**
     * Pauses the cluster; answers whether no pod of it is left.
     *
     * @throws BackupException {@code ServerNotStopped} when its time is over
     */
    public boolean stop(ServerAction action) {
        PerconaServerMySQL cluster = action.cluster();
        if (!cluster.getSpec().paused()) {
            calls.pause(cluster, true);
        }
        ServerSet set = existing(cluster);
        if (set.stopped() && ask(cluster).stopped()) {
            return true;
        }
        return notYet(
                action,
                Reason.ServerNotStopped,
                "StatefulSet " + set.name() + " is not down after " + limit.toSeconds() + " s, pods left: "
                        + set.members());
    }

    /**
     * Ends the pause; answers whether the first member is ready. Where the cluster is to stay paused there is nobody to wait
     * for.
     *
     * @throws BackupException {@code ServerNotStarted} when its time is over
     */
    public boolean start(ServerAction action) {
        PerconaServerMySQL cluster = action.cluster();
        ServerSet set = existing(cluster);
        if (action.reclone() && cluster.getSpec().paused()) {
            claims.delete(cluster, ask(cluster), 0);
        }
        want(action, set);
        if (action.paused() || (set.runs(action.members(), 1) && firstIsReady(cluster, set))) {
            return true;
        }
        return notYet(
                action,
                Reason.ServerNotStarted,
                "pod " + set.pod(0) + " is not ready after " + limit.toSeconds() + " s");
    }

    private boolean firstIsReady(PerconaServerMySQL cluster, ServerSet set) {
        return (!foreign || cluster.getStatus().stateOrNew() == ClusterState.READY)
                && calls.podReady(cluster.getMetadata().getNamespace(), set.pod(0));
    }

    /**
     * Puts back what the cluster was before it was restored; answers whether all of its members are ready. Where it is paused
     * again there is nobody to wait for.
     *
     * @throws BackupException {@code ServerNotStarted} when the time of the members is over
     */
    public boolean resume(ServerAction action) {
        ServerSet set = existing(action.cluster());
        // One without others may have had some: their claims would come back with the data of that time.
        if (action.reclone() && (action.members() == 1 || !asWanted(action, set))) {
            claims.delete(action.cluster(), ask(action.cluster()), 1);
        }
        want(action, set);
        if (action.paused() || set.runs(action.members(), action.members())) {
            return true;
        }
        return notYet(
                action,
                Reason.ServerNotStarted,
                set.ready() + " of " + action.members() + " members of StatefulSet " + set.name() + " are ready after "
                        + limit.toSeconds() + " s");
    }

    private void want(ServerAction action, ServerSet set) {
        PerconaServerMySQL cluster = action.cluster();
        if (foreign) {
            if (cluster.getSpec().paused() != action.paused()) {
                calls.pause(cluster, action.pause());
            }
        } else if (!asWanted(action, set)) {
            calls.pause(cluster, action.pause(), action.members());
        }
    }

    /** Whether all is said; what comes of it is for the cluster's own reconcile. */
    private static boolean asWanted(ServerAction action, ServerSet set) {
        PerconaServerMySQL cluster = action.cluster();
        boolean said = MembersAnnotation.read(cluster)
                .filter(kept -> kept == action.members())
                .isPresent();
        boolean there = !action.paused() && set.replicas() == action.members();
        return cluster.getSpec().paused() == action.paused() && (said || there);
    }

    /** Gives the StatefulSet of a cluster the size in the cluster's status; that is known then, and need not be kept. */
    public void scale(PerconaServerMySQL cluster) {
        int size = cluster.getStatus().mysql.size;
        calls.scale(cluster.getMetadata().getNamespace(), ServerSet.nameOf(cluster), size);
        if (MembersAnnotation.read(cluster).filter(kept -> kept == size).isPresent()) {
            calls.forgetMembers(cluster);
        }
    }

    private ServerSet existing(PerconaServerMySQL cluster) {
        ServerSet set = look(cluster);
        if (!set.exists()) {
            throw set.notFound(cluster);
        }
        return set;
    }

    private boolean notYet(ServerAction action, Reason reason, String message) {
        if (clock.instant().isBefore(action.since().plus(limit))) {
            return false;
        }
        throw new BackupException(reason, message, "kubectl describe tells what its pods wait for");
    }
}
