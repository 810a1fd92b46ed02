package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.run.CopyTargets;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a restore brings back: a backup of the namespace, or a place in a storage. */
record RestoreSource(StorageSpec storage, String destination, CopyTargets copies) {
    /**
     * Makes the contract's checks.
     *
     * @throws BackupException with the contract's text
     */
    static RestoreSource of(RestoreView view, PerconaServerMySQL cluster) {
        String name = view.restore().getSpec().backupName;
        if (name != null && !name.isEmpty()) {
            return ofBackup(view, cluster, name);
        }
        BackupStatus source = view.restore().getSpec().backupSource;
        if (source == null) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "backupName and backupSource are empty",
                    "name a backup of this namespace, or a destination and its storage");
        }
        if (source.destination == null || source.destination.isEmpty()) {
            throw new BackupException(
                    Reason.SourceInvalid, "backupSource.destination is empty", "give the backup's full destination");
        }
        if (source.storage == null) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "backupSource.storage is empty",
                    "describe the storage as in spec.backup.storages of a cluster");
        }
        requireBlock(source.storage);
        List<StoredPlace> places = StoredPlace.toRead("", source);
        if (places.isEmpty()) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "backupSource was removed from all its storages",
                    "leave storageState out to have its storage looked at");
        }
        return of(Optional.empty(), source, places, source.storage);
    }

    /**
     * The first place is what is restored from, the others are turned to after it.
     *
     * @param own what describes the backup's own storage
     */
    private static RestoreSource of(
            Optional<PerconaServerMySQL> cluster, BackupStatus status, List<StoredPlace> places, StorageSpec own) {
        StoredPlace first = places.getFirst();
        requireName(status, first.destination());
        StorageSpec storage = first.copy() == null ? own : first.today(cluster);
        requireBlock(storage);
        return new RestoreSource(
                storage, first.destination(), CopyPlan.targets(cluster, status, places.subList(1, places.size())));
    }

    private static RestoreSource ofBackup(RestoreView view, PerconaServerMySQL cluster, String name) {
        PerconaServerMySQLBackup backup = view.backups().stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        Reason.BackupNotFound,
                        "PerconaServerMySQLBackup " + name + " in namespace " + view.namespace() + " is not found",
                        "name a backup of this namespace, or use backupSource"));
        BackupState state = backup.getStatus().stateOrNew();
        if (state != BackupState.SUCCEEDED) {
            throw new BackupException(
                    Reason.BackupNotSucceeded,
                    "PerconaServerMySQLBackup " + name + " is in state '" + state.wire() + "'",
                    "only a backup that has succeeded can be restored");
        }
        if (Deletion.begun(backup.getStatus())) {
            throw new BackupException(
                    Reason.BackupBeingDeleted,
                    "PerconaServerMySQLBackup " + name + " is being deleted",
                    "choose another backup");
        }
        if (!Objects.equals(backup.getSpec().clusterName, view.clusterName())) {
            throw new BackupException(
                    Reason.BackupOfOtherCluster,
                    "PerconaServerMySQLBackup " + name + " is of cluster " + backup.getSpec().clusterName + ", not "
                            + view.clusterName(),
                    "use backupSource to restore another cluster's backup on purpose");
        }
        if (backup.getStatus().storage == null) {
            throw new BackupException(
                    Reason.SourceInvalid, "backup's status.storage is empty", "use backupSource with its destination");
        }
        List<StoredPlace> places = StoredPlace.toRead(backup.getSpec().storageName, backup.getStatus());
        if (places.isEmpty()) {
            throw new BackupException(
                    Reason.BackupNotFound,
                    "PerconaServerMySQLBackup " + name + " was removed from all its storages",
                    "choose another backup");
        }
        if (places.getFirst().copy() != null) {
            return of(Optional.of(cluster), backup.getStatus(), places, null);
        }
        // The cluster's entry of today: endpoint, bucket or credentials may have moved since.
        StorageSpec storage = cluster.getSpec().backup == null
                ? null
                : cluster.getSpec().backup.storages.get(backup.getSpec().storageName);
        if (storage == null) {
            throw Messages.storageNotFound(backup.getSpec().storageName, cluster);
        }
        return of(Optional.of(cluster), backup.getStatus(), places, storage);
    }

    /** Only the name tells where the base is, and that of an increment that is none would be taken for a base. */
    private static void requireName(BackupStatus status, String destination) {
        if (status.incremental() ? !BackupNames.isIncrement(destination) : BackupNames.isNeither(destination)) {
            throw new BackupException(
                    Reason.SourceInvalid,
                    "could not parse incremental destination path",
                    "an increment is at <base>.incr/<name>-incr, and not at " + destination);
        }
    }

    private static void requireBlock(StorageSpec storage) {
        boolean missing =
                switch (String.valueOf(storage.type)) {
                    case "s3" -> storage.s3 == null;
                    case "gcs" -> storage.gcs == null;
                    case "azure" -> storage.azure == null;
                    default -> false;
                };
        if (missing) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    storage.type + " storage is not set",
                    "add the block " + storage.type + " to the storage");
        }
    }
}
