package dev.dromedary.reconcile;

import dev.dromedary.api.ClusterSpec;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;

/**
 * What is seen of the StatefulSet of a cluster.
 *
 * @param first the number of its first pod
 * @param replicas that it is to have
 * @param members that there are, those that are ending included
 * @param ready of the members
 * @param settled whether its controller has seen the last change of it
 * @param foreign whether another operator scales it, by the cluster's {@code spec.pause}
 */
public record ServerSet(
        String name,
        boolean exists,
        int first,
        int replicas,
        int members,
        int ready,
        boolean settled,
        boolean foreign) {
    /** One that is not there. */
    public static ServerSet missing(String name, boolean foreign) {
        return new ServerSet(name, false, 0, 0, 0, 0, true, foreign);
    }

    /** The name of the StatefulSet of a cluster. */
    public static String nameOf(PerconaServerMySQL cluster) {
        ClusterSpec spec = cluster.getSpec();
        String given = spec.mysql == null ? null : spec.mysql.statefulSetName;
        return given == null || given.isEmpty()
                ? Names.statefulSet(cluster.getMetadata().getName())
                : given;
    }

    /** The name of the pod of a member, which are counted from 0. */
    public String pod(int member) {
        return name + "-" + (first + member);
    }

    /** Whether no member runs, and none is about to. */
    public boolean stopped() {
        return replicas == 0 && members == 0 && settled;
    }

    /** Whether it has this many members, and so many are ready. */
    public boolean runs(int wanted, int atLeast) {
        return replicas == wanted && ready >= atLeast && settled;
    }

    public BackupException notFound(PerconaServerMySQL cluster) {
        return new BackupException(
                Reason.StatefulSetNotFound,
                "StatefulSet " + name + " in namespace " + cluster.getMetadata().getNamespace() + " is not found",
                "create it, or name the one of this cluster in spec.mysql.statefulSetName");
    }
}
