package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.util.List;

/**
 * What is to be done next for the import of a cluster's backups.
 *
 * @param create resources to be made, without their status
 * @param complete about resources that are there and get their status
 * @param decision about the cluster, to be carried out after that
 */
public record ImportStep(List<PerconaServerMySQLBackup> create, List<Decision> complete, Decision decision) {
    static ImportStep of(Decision decision) {
        return new ImportStep(List.of(), List.of(), decision);
    }
}
