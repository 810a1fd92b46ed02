package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What is seen of a cluster's chains.
 *
 * @param cluster a copy that the decision may change
 * @param backups of the namespace, at least all of the cluster
 * @param restores of all namespaces: by its destination a backup can be restored from anywhere
 * @param zone in which the days of the calendar begin
 */
public record PruneView(
        PerconaServerMySQL cluster,
        List<PerconaServerMySQLBackup> backups,
        List<PerconaServerMySQLRestore> restores,
        Instant now,
        ZoneId zone) {}
