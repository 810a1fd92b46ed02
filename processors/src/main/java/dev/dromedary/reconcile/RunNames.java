package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import java.util.Optional;

/** The names under which the platform knows the runs of a resource. */
public final class RunNames {
    private RunNames() {}

    /** The run that takes a backup; none before the backup has a destination. */
    public static Optional<String> backup(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.BACKUP);
    }

    /** The run that finds out what became of a backup. */
    public static Optional<String> settle(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.SETTLE);
    }

    /** The run that completes a backup's copies. */
    public static Optional<String> copy(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.COPY);
    }

    /** The run that removes a backup's objects. */
    public static Optional<String> delete(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.DELETE);
    }

    /** The run that removes a backup from one of its storages. */
    public static Optional<String> remove(PerconaServerMySQLBackup backup) {
        return of(backup, RunKind.REMOVE);
    }

    /** The run that verifies a backup. */
    public static String inspect(PerconaServerMySQLBackup backup, RunKind kind) {
        return RunSpecification.nameOf(kind, null, RunSpecifications.owner(backup, backup.getSpec().clusterName));
    }

    /** The run of a kind that belongs to a restore. */
    public static String of(PerconaServerMySQLRestore restore, RunKind kind) {
        return RunSpecification.nameOf(kind, null, RunSpecifications.owner(restore, restore.getSpec().clusterName));
    }

    private static Optional<String> of(PerconaServerMySQLBackup backup, RunKind kind) {
        var owner = RunSpecifications.owner(backup, backup.getSpec().clusterName);
        return Optional.ofNullable(backup.getStatus().destination)
                .map(begun -> RunSpecification.nameOf(kind, BackupPlan.type(backup.getStatus()), owner));
    }
}
