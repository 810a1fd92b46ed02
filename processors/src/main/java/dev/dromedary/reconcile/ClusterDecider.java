package dev.dromedary.reconcile;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.status.BackupException;
import java.util.Optional;

/**
 * Decides what happens next to a cluster: it is scaled to nothing while it is paused and back to what it was after that,
 * and its status says how it is. A cluster that another operator owns is left alone.
 */
public final class ClusterDecider {
    private final ClusterView view;
    private final PerconaServerMySQL cluster;
    private final ServerSet set;
    private final ClusterReport report;

    private ClusterDecider(ClusterView view) {
        this.view = view;
        this.cluster = view.cluster();
        this.set = view.set();
        this.report = new ClusterReport(view);
    }

    public static Decision decide(ClusterView view) {
        ClusterDecider decider = new ClusterDecider(view);
        boolean goes = view.cluster().getMetadata().getDeletionTimestamp() != null;
        return view.set().foreign() || goes ? decider.report.decision(Next.WAIT) : decider.next();
    }

    private Decision next() {
        try {
            if (!set.exists()) {
                throw set.notFound(cluster);
            }
            return scale(MembersAnnotation.read(cluster));
        } catch (BackupException e) {
            report.error(e);
            return report.decision(Next.WAIT);
        }
    }

    /** @param kept how many members there are when no pause is in force any more */
    private Decision scale(Optional<Integer> kept) {
        boolean paused = cluster.getSpec().paused() || view.heldByRestore();
        if (paused && kept.isEmpty() && set.replicas() > 0) {
            report.annotate(Names.MEMBERS_ANNOTATION, Integer.toString(set.replicas()));
        }
        int wanted = paused ? 0 : kept.orElse(set.replicas());
        tell(paused, wanted);
        // What is kept has done its duty only when it was asked for: what is seen of the set may be of before the
        // pause.
        boolean scale = set.replicas() != wanted || (!paused && kept.isPresent());
        return report.decision(scale ? Next.SCALE : Next.WAIT);
    }

    private void tell(boolean paused, int wanted) {
        report.members(wanted, set.ready());
        try {
            ClusterChecks.backups(cluster);
        } catch (BackupException e) {
            // It stops no server, and a pause is a pause.
            report.error(e);
            return;
        }
        if (paused) {
            boolean stopped = set.stopped();
            report.state(
                    stopped ? ClusterState.PAUSED : ClusterState.STOPPING,
                    stopped ? "no member runs" : "pods left: " + set.members());
            return;
        }
        boolean ready = wanted > 0 && set.runs(wanted, wanted);
        report.state(
                ready ? ClusterState.READY : ClusterState.INITIALIZING,
                set.ready() + " of " + wanted + " members are ready");
    }
}
