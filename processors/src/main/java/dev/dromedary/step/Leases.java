package dev.dromedary.step;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.run.Lock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * The leases of a cluster: one backup at a time, one restore at a time, the oldest first. A lease whose holder is gone,
 * is another one of that name, or has ended is taken over.
 */
final class Leases {
    private final Platform platform;

    Leases(Platform platform) {
        this.platform = platform;
    }

    /** Whether the backup lease of its cluster is the backup's now. */
    boolean acquire(PerconaServerMySQLBackup backup, List<PerconaServerMySQLBackup> all) {
        List<PerconaServerMySQLBackup> waiting = all.stream()
                .filter(other -> other.getSpec().clusterName.equals(backup.getSpec().clusterName))
                .filter(other -> !other.getStatus().stateOrNew().terminal())
                .toList();
        return acquire(lockOf(backup), backup, backup.getStatus().stateOrNew() != BackupState.NEW, waiting)
                .isEmpty();
    }

    /** The name of the restore that holds the lease of the cluster now: this one, unless another was first. */
    String acquire(PerconaServerMySQLRestore restore, List<PerconaServerMySQLRestore> all) {
        List<PerconaServerMySQLRestore> waiting = all.stream()
                .filter(other -> other.getSpec().clusterName.equals(restore.getSpec().clusterName))
                .filter(other -> !ended(other))
                .toList();
        return acquire(lockOf(restore), restore, restore.getStatus().stateOrNew() != RestoreState.NEW, waiting)
                .orElse(restore.getMetadata().getName());
    }

    static boolean ended(PerconaServerMySQLRestore restore) {
        RestoreState state = restore.getStatus().stateOrNew();
        return state == RestoreState.SUCCEEDED || state == RestoreState.FAILED || state == RestoreState.ERROR;
    }

    static boolean ended(PerconaServerMySQLBackup backup) {
        BackupState state = backup.getStatus().stateOrNew();
        return state.terminal();
    }

    /** Empty if the lease is the resource's; otherwise who is to go first. */
    private Optional<String> acquire(
            Lock lock, HasMetadata resource, boolean begun, List<? extends HasMetadata> others) {
        Optional<String> older = others.stream()
                .takeWhile(other -> !same(other, resource))
                .map(other -> other.getMetadata().getName())
                .findFirst();
        if (older.isPresent() && !begun) {
            return older;
        }
        Lock held = platform.lock(lock);
        if (held.holder().equals(lock.holder())) {
            return Optional.empty();
        }
        Optional<String> holder = others.stream()
                .filter(other -> Names.leaseHolder(
                                other.getMetadata().getName(),
                                other.getMetadata().getUid())
                        .equals(held.holder()))
                .map(other -> other.getMetadata().getName())
                .findFirst();
        if (holder.isPresent()) {
            return holder;
        }
        platform.unlock(held);
        return platform.lock(lock).holder().equals(lock.holder()) ? Optional.empty() : Optional.of(lock.name());
    }

    private static boolean same(HasMetadata one, HasMetadata other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    static Lock lockOf(PerconaServerMySQLBackup backup) {
        return lock(backup, Names.backupLease(backup.getSpec().clusterName));
    }

    static Lock lockOf(PerconaServerMySQLRestore restore) {
        return lock(restore, Names.restoreLease(restore.getSpec().clusterName));
    }

    private static Lock lock(HasMetadata resource, String name) {
        var metadata = resource.getMetadata();
        return new Lock(metadata.getNamespace(), name, Names.leaseHolder(metadata.getName(), metadata.getUid()));
    }
}
