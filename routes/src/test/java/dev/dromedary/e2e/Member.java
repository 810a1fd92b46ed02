package dev.dromedary.e2e;

import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQL;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;

/** The one member of a cluster of the examples, as who runs the cluster handles its pod and its data. */
final class Member {
    private final Place place;

    Member(Place place) {
        this.place = place;
    }

    private Pod pod() {
        return place.get(Pod.class, "shop-mysql-0");
    }

    String uid() {
        return pod().getMetadata().getUid();
    }

    /** Deletes the pod, and waits until the operator has seen that another one serves in its place. */
    void replacePod() {
        String since = readySince(place.get(PerconaServerMySQL.class, "shop"));
        place.node.client.resource(pod()).delete();
        awaitCluster(cluster -> Wishes.ready(cluster) && !readySince(cluster).equals(since));
    }

    private static String readySince(PerconaServerMySQL cluster) {
        return cluster.getStatus().conditions.stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the pod is gone, and the operator has seen it. */
    void stop() {
        Pod pod = pod();
        scale(0);
        place.node.awaitGone(pod);
        awaitCluster(cluster -> cluster.getStatus().state == ClusterState.INITIALIZING);
    }

    /** Waits until the operator has seen that it serves. */
    void start() {
        scale(1);
        awaitCluster(Wishes::ready);
    }

    private void scale(int members) {
        place.node
                .client
                .apps()
                .statefulSets()
                .inNamespace(place.namespace)
                .withName("shop-mysql")
                .scale(members);
    }

    private void awaitCluster(Predicate<PerconaServerMySQL> sign) {
        place.node.await(place.get(PerconaServerMySQL.class, "shop"), sign);
    }

    /** Deletes the claim of the stopped member: the next start is that of a new server. */
    void deleteData() {
        PersistentVolumeClaim claim = place.get(PersistentVolumeClaim.class, "datadir-shop-mysql-0");
        place.node.client.resource(claim).delete();
        place.node.awaitGone(claim);
    }
}
