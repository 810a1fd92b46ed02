package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;

/**
 * What is seen of a cluster.
 *
 * @param cluster a copy that the decision may change
 * @param restores all of the namespace
 */
public record ClusterView(
        PerconaServerMySQL cluster, ServerSet set, List<PerconaServerMySQLRestore> restores, Instant now) {
    String name() {
        return cluster.getMetadata().getName();
    }

    /** Whether a restore works on the data, whatever became of {@code spec.pause} meanwhile. */
    boolean heldByRestore() {
        return restores.stream()
                .filter(restore -> name().equals(restore.getSpec().clusterName))
                .filter(restore -> !RestoreDecider.over(restore))
                .map(restore -> restore.getStatus().conditions)
                .anyMatch(conditions ->
                        begun(conditions, RestoreStage.PAUSED) && !begun(conditions, RestoreStage.STARTED));
    }

    private static boolean begun(List<Condition> conditions, RestoreStage stage) {
        return Conditions.holds(conditions, stage.type()) || Conditions.underWay(conditions, stage.type());
    }
}
