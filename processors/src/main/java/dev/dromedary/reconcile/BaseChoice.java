package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which full backup an increment is based on: the one that is named, or the newest that fits. */
final class BaseChoice {
    private static final String PREFIX = "failed to set incremental base annotations: ";
    private static final String GET = PREFIX + "get incremental base backup: ";

    /** Times have whole seconds, in which there may be two; destinations have no two alike, and the later is the greater. */
    static final Comparator<PerconaServerMySQLBackup> AGE = Comparator.comparing(
                    (PerconaServerMySQLBackup backup) -> backup.getStatus().completed)
            .thenComparing(backup -> backup.getStatus().destination);

    private BaseChoice() {}

    /**
     * The base's resource.
     *
     * @throws BackupException with the contract's text
     */
    static PerconaServerMySQLBackup choose(BackupView view, StorageSpec storage) {
        String named = view.backup().getSpec().incrementalBaseBackupName;
        return named(view) ? named(view, storage, named) : newest(view.clusterName(), view.backups(), storage);
    }

    static boolean named(BackupView view) {
        String named = view.backup().getSpec().incrementalBaseBackupName;
        return named != null && !named.isEmpty();
    }

    /**
     * The newest full backup of a cluster in a storage.
     *
     * @throws BackupException with the contract's text
     */
    static PerconaServerMySQLBackup newest(
            String cluster, List<PerconaServerMySQLBackup> backups, StorageSpec storage) {
        Set<String> leaving = leaving(backups);
        List<PerconaServerMySQLBackup> fitting = backups.stream()
                .filter(backup -> Objects.equals(backup.getSpec().clusterName, cluster))
                .filter(BaseChoice::full)
                .filter(backup -> backup.getStatus().stateOrNew() == BackupState.SUCCEEDED)
                .filter(backup -> !Deletion.asked(backup))
                .filter(backup -> StorageDescriptions.same(backup.getStatus().storage, storage))
                .filter(backup -> !leaving.contains(String.valueOf(backup.getStatus().destination)))
                .toList();
        fitting.stream()
                .filter(backup -> backup.getStatus().completed == null)
                .findFirst()
                .ifPresent(backup -> {
                    throw withoutTime(backup.getMetadata().getName());
                });
        return fitting.stream()
                .max(AGE)
                .orElseThrow(() -> new BackupException(
                        Reason.BaseNotFound,
                        GET + "get last full backup: no full backup found in storage",
                        "take a full backup of the cluster in this storage first"));
    }

    private static BackupException withoutTime(String backup) {
        return new BackupException(
                Reason.BaseNotFound,
                GET + "get last full backup: backup '" + backup + "' is succeeded but completedAt is not set",
                "set its status.completed, or name a base in spec.incrementalBaseBackupName");
    }

    private static PerconaServerMySQLBackup named(BackupView view, StorageSpec storage, String name) {
        PerconaServerMySQLBackup base = view.backups().stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        Reason.BaseNotFound,
                        GET + "get backup " + view.namespace() + "/" + name
                                + ": perconaservermysqlbackups.ps.percona.com \"" + name + "\" not found",
                        "name a full backup of this namespace, or leave the name out"));
        if (!full(base)) {
            throw new BackupException(
                    Reason.BaseNotFull,
                    GET + "specified base backup is not a full backup",
                    "name the full backup that the chain starts with");
        }
        if (base.getStatus().stateOrNew() != BackupState.SUCCEEDED) {
            throw new BackupException(
                    Reason.BaseNotSucceeded,
                    PREFIX + "base backup is not succeeded",
                    "backup " + name + " is in state '"
                            + base.getStatus().stateOrNew().wire() + "'");
        }
        if (!StorageDescriptions.same(base.getStatus().storage, storage)) {
            throw new BackupException(
                    Reason.BaseOnOtherStorage,
                    PREFIX + "base backup has different storage than the incremental backup",
                    "use the storage of the base, or take a full backup in this one");
        }
        if (leaving(view.backups()).contains(String.valueOf(base.getStatus().destination))) {
            throw new BackupException(
                    Reason.BaseRemoved,
                    PREFIX + "the chain of base backup " + name + " was removed from the storage",
                    "its copies can be restored, but not extended; name another full backup, or take one");
        }
        if (Deletion.asked(base)) {
            throw new BackupException(
                    Reason.BackupBeingDeleted,
                    PREFIX + "base backup is being deleted",
                    "name another full backup, or take one");
        }
        if (!Objects.equals(base.getSpec().clusterName, view.clusterName())) {
            // The reference does not compare clusters, and builds a chain that no server can restore.
            throw new BackupException(
                    Reason.BaseOfOtherCluster,
                    PREFIX + "base backup is of cluster " + base.getSpec().clusterName + ", not " + view.clusterName(),
                    "name a full backup of this cluster");
        }
        return base;
    }

    /** The bases, by their destinations, of chains that were removed from their own storage, or are being removed. */
    static Set<String> leaving(Collection<PerconaServerMySQLBackup> backups) {
        return backups.stream()
                .filter(StoredPlace::leavesItsOwn)
                .map(backup -> backup.getStatus().destination)
                .filter(Objects::nonNull)
                .map(BackupNames::baseOf)
                .collect(Collectors.toSet());
    }

    private static boolean full(PerconaServerMySQLBackup backup) {
        return backup.getStatus() != null
                && !backup.getStatus().incremental()
                && (backup.getStatus().type != null || backup.getSpec().typeOrDefault() == BackupType.FULL);
    }
}
