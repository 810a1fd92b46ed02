package dev.dromedary.reconcile;

import dev.dromedary.api.Names;
import dev.dromedary.api.PausedCluster;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.ReplicasAfterRestore;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/**
 * The members of a cluster during a restore. Only the first is restored, so it comes up alone; the others follow when it
 * is accepted and their claims may go, and are left out where that was not said.
 */
record RestoreMembers(RestoreView view, PerconaServerMySQL cluster) {
    /** What has to hold before the cluster is paused. */
    void check() {
        ServerSet set = view.set();
        if (set == null) {
            return;
        }
        if (!set.exists()) {
            throw set.notFound(cluster);
        }
        if (set.foreign() && !reclone() && before(set) > 1) {
            throw new BackupException(
                    Reason.NotSupported,
                    "the members of cluster " + cluster.getMetadata().getName()
                            + " cannot be held back after a restore, another operator starts them",
                    "set spec.backup.replicasAfterRestore of the cluster to Reclone");
        }
    }

    /** How the cluster is now, before a restore changes it. */
    PausedCluster found() {
        PausedCluster found = new PausedCluster();
        found.replicas = before(view.set());
        found.pause = cluster.getSpec().pause;
        return found;
    }

    /** A set at zero has no number of its own: it is paused, or was stopped by hand. */
    private int before(ServerSet set) {
        if (set.replicas() > 0) {
            return set.replicas();
        }
        Integer size = cluster.getSpec().mysql == null ? null : cluster.getSpec().mysql.size;
        return Math.max(1, MembersAnnotation.read(cluster).orElse(size == null ? 1 : size));
    }

    ServerAction action(Next next, RestoreReport report) {
        return switch (next) {
            case STOP_SERVER -> new ServerAction(cluster, true, 0, false, report.since(RestoreStage.PAUSED));
            case START_SERVER -> start(report);
            case RESUME_CLUSTER ->
                new ServerAction(
                        cluster,
                        pause(),
                        reclone() ? members() : 1,
                        reclone() && !view.set().foreign(),
                        report.since(RestoreStage.RESUMED));
            default -> throw new IllegalArgumentException(next + " is not done to a server");
        };
    }

    private ServerAction start(RestoreReport report) {
        var since = report.since(RestoreStage.STARTED);
        if (view.set() == null) {
            return new ServerAction(cluster, null, 1, false, since);
        }
        if (!report.holds(RestoreStage.SWAPPED)) {
            return new ServerAction(cluster, pause(), members(), false, since);
        }
        // Its owner's pause comes back later: nothing is accepted that was not seen running.
        Boolean running = Boolean.TRUE.equals(pause()) ? Boolean.FALSE : pause();
        // Another operator starts all members at once, so the others must have let go of their data by then.
        boolean foreign = view.set().foreign();
        return new ServerAction(cluster, running, foreign ? members() : 1, foreign && reclone(), since);
    }

    /** Whether the old data is in place and nobody starts on it, because the cluster was paused before. */
    boolean staysPaused() {
        return view.set() != null && Boolean.TRUE.equals(pause());
    }

    /** What a cluster is like whose members were held back; null if none was. */
    String heldBack() {
        if (reclone() || members() <= 1) {
            return null;
        }
        ServerSet set = view.set();
        String claims = cluster.getSpec().mysql == null
                ? "datadir"
                : cluster.getSpec().mysql.dataVolumeOrDefault();
        String add = staysPaused()
                ? "annotate the cluster with " + Names.MEMBERS_ANNOTATION + "=" + members() + " before its pause ends"
                : "scale the StatefulSet " + set.name() + " to " + members();
        return "only " + set.pod(0) + " has the restored data, the other members are held back; delete the claims "
                + claims + "-" + set.pod(1) + " to " + claims + "-" + set.pod(members() - 1) + ", then " + add;
    }

    /** How many there were. */
    int members() {
        return view.restore().getStatus().paused.replicas;
    }

    private Boolean pause() {
        PausedCluster paused = view.restore().getStatus().paused;
        return paused == null ? null : paused.pause;
    }

    /** Never where it was not said: deleted claims do not come back. The reference's own clusters expect it. */
    boolean reclone() {
        var backup = cluster.getSpec().backup;
        if (backup != null && backup.replicasAfterRestore != null) {
            return backup.replicasAfterRestore == ReplicasAfterRestore.RECLONE;
        }
        String crVersion = cluster.getSpec().crVersion;
        return crVersion != null && !crVersion.isEmpty();
    }
}
