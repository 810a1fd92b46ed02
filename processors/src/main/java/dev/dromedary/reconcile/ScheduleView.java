package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is seen of a cluster's schedules.
 *
 * @param cluster a copy that the decision may change
 * @param backups all of the namespace
 * @param restores all of the namespace
 * @param foreign whether another operator writes the cluster's status, of which one section alone is ours then
 * @param zone of schedules that name none
 */
public record ScheduleView(
        PerconaServerMySQL cluster,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores,
        boolean foreign,
        Instant now,
        ZoneId zone) {
    /** The cluster's backups. */
    Stream<PerconaServerMySQLBackup> own() {
        String name = cluster.getMetadata().getName();
        return backups.stream()
                .filter(backup -> Objects.equals(backup.getSpec().clusterName, name))
                .filter(backup -> backup.getStatus() != null);
    }

    /** The restore that is at work on the cluster, or about to be. */
    Optional<String> restore() {
        String name = cluster.getMetadata().getName();
        return restores.stream()
                .filter(restore -> name.equals(restore.getSpec().clusterName))
                .filter(restore -> !RestoreDecider.over(restore))
                .map(restore -> restore.getMetadata().getName())
                .findFirst();
    }

    Optional<PerconaServerMySQLBackup> backup(String name) {
        return backups.stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst();
    }
}
