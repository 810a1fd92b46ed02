package dev.dromedary.kube;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which resources of a namespace a change there may concern. Backups wait for what happens to their cluster, and the cluster for
 * its backups; a restore may need the backups of any cluster, and any of them may wait for it. In doubt, all are concerned: with
 * hundreds of clusters in one namespace each look too many is made hundreds of times, but one too few is never made up for.
 */
final class Concerned {
    private Concerned() {}

    /** By a change of any of these, or of what serves one of them. */
    static Predicate<HasMetadata> by(List<HasMetadata> changed) {
        Set<String> clusters = new HashSet<>();
        for (HasMetadata each : changed) {
            if (each instanceof PerconaServerMySQLRestore) {
                return any -> true;
            }
            clusters.add(cluster(each));
        }
        return clusters.isEmpty()
                ? any -> true
                : any -> any instanceof PerconaServerMySQLRestore || clusters.contains(cluster(any));
    }

    private static String cluster(HasMetadata resource) {
        return switch (resource) {
            case PerconaServerMySQL cluster -> cluster.getMetadata().getName();
            case PerconaServerMySQLBackup backup -> Objects.requireNonNullElse(backup.getSpec().clusterName, "");
            default -> "";
        };
    }
}
