package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import java.util.Optional;

/** The names under which the platform knows the runs of a resource. */
public final class RunNames {
    private static final StorageDescription NONE = new StorageDescription("none", Map.of(), null, true);

    private RunNames() {}

    /** The run that takes a backup; none before the backup has a destination. */
    public static Optional<String> backup(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.BACKUP);
    }

    /** The run that finds out what became of a backup. */
    public static Optional<String> settle(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.SETTLE);
    }

    /** The run that removes a backup's objects. */
    public static Optional<String> delete(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.DELETE);
    }

    /** The run of a kind that belongs to a restore. */
    public static String of(PerconaServerMySQLRestore restore, RunKind kind) {
        return new RunSpecification(
                        kind,
                        RunSpecifications.owner(restore, restore.getSpec().clusterName),
                        NONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false)
                .name();
    }

    private static Optional<String> of(PerconaServerMySQLBackup backup, RunKind kind) {
        var status = backup.getStatus();
        return status.destination == null
                ? Optional.empty()
                : Optional.of(new RunSpecification(
                                kind,
                                RunSpecifications.owner(backup, backup.getSpec().clusterName),
                                NONE,
                                status.destination,
                                BackupPlan.type(status),
                                null,
                                null,
                                null,
                                false)
                        .name());
    }
}
