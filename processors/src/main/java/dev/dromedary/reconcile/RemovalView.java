package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is seen of a backup that is to be removed from one of its storages.
 *
 * @param backup a copy that the decision may change
 * @param backups all of the namespace, this one included
 * @param restores of all namespaces: by its destination a backup can be restored from anywhere
 * @param copy the run that completes its copies
 * @param run the run that removes it
 * @param lease whether no other backup holds the lease of the cluster, and extends its chain at this moment
 * @param retries the pauses between attempts
 */
public record RemovalView(
        PerconaServerMySQLBackup backup,
        Optional<PerconaServerMySQL> cluster,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores,
        RunView copy,
        RunView run,
        BooleanSupplier lease,
        Retries retries,
        Instant now) {}
