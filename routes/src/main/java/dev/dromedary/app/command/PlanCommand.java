package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.app.InProcess;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.reconcile.PlanFromResources;
import dev.dromedary.reconcile.StorageDescriptions;
import dev.dromedary.reconcile.StoredPlace;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.step.ReadRestorePlan;
import dev.dromedary.storage.Destination;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what a restore of a backup would do; nothing is touched. */
@Command(
        name = "plan",
        description = "Show what a restore of a backup would bring back, and what stands in its way.",
        footer =
                "Exit codes: 0 it can be restored, 1 it cannot, 2 command line not understood, 3 could not be looked at.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.NOT_DONE)
public final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BACKUP", description = "Its name, or its destination")
    private String name;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    @Override
    public Integer call() {
        try (Place place = where.open()) {
            PerconaServerMySQLBackup backup = Lookup.backup(place, name);
            if (backup.getStatus().destination == null || backup.getStatus().storage == null) {
                throw new BackupException(
                        Reason.BackupNotSucceeded,
                        "backup " + backup.getMetadata().getName() + " was never begun, so there is nothing to restore",
                        "name one in state Succeeded");
            }
            RestorePlan plan = place.storages()
                    .map(storages -> stored(place, backup, storages))
                    .orElseGet(() -> PlanFromResources.of(backup, place.backups()));
            PlanReport report = new PlanReport(backup, plan, place.storages().isPresent());
            shown.print(report.text(), report.document());
            return plan.restorable() ? Exit.GOOD : Exit.BAD;
        }
    }

    private static RestorePlan stored(Place place, PerconaServerMySQLBackup backup, InProcess storages) {
        Optional<PerconaServerMySQL> cluster =
                place instanceof BucketPlace ? Optional.empty() : place.findCluster(backup.getSpec().clusterName);
        StoredPlace nearest = StoredPlace.nearest(backup).orElseThrow();
        StorageSpec storage = nearest.today(cluster);
        Destination target = Destination.parse(nearest.destination(), StorageDescriptions.of(storage));
        return Stored.read(
                storages, backup.getMetadata().getNamespace(), storage, opened -> ReadRestorePlan.read(opened, target));
    }
}
