package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is seen of a backup.
 *
 * @param backup a copy that the decision may change
 * @param backups all of the namespace, this one included
 * @param lease whether the cluster's backup lease is this backup's
 * @param run the run that takes it
 * @param settle the run that finds out what became of it
 * @param copy the run that completes its copies
 * @param members the cluster's servers, looked up when they are needed; not asked for a cluster on this host
 * @param retries the pauses between attempts to settle it
 * @param zone of the times in destinations
 */
public record BackupView(
        PerconaServerMySQLBackup backup,
        Optional<PerconaServerMySQL> cluster,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores,
        boolean lease,
        RunView run,
        RunView settle,
        RunView copy,
        Supplier<List<Member>> members,
        Retries retries,
        Instant now,
        ZoneId zone) {
    String namespace() {
        return backup.getMetadata().getNamespace();
    }

    String clusterName() {
        return backup.getSpec().clusterName;
    }
}
