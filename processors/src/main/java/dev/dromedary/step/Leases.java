package dev.dromedary.step;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Deletion;
import dev.dromedary.reconcile.ImportedBackup;
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

    /**
     * Whether the backup lease of its cluster is the backup's now. It is asked for to take the backup, and to delete it:
     * a chain is not extended while a member of it goes.
     */
    boolean acquire(PerconaServerMySQLBackup backup, List<PerconaServerMySQLBackup> all) {
        boolean begins = backup.getStatus().stateOrNew() == BackupState.NEW;
        List<PerconaServerMySQLBackup> others = all.stream()
                .filter(other -> other.getSpec().clusterName.equals(backup.getSpec().clusterName))
                .filter(other -> mayHold(other) || same(other, backup))
                .toList();
        Optional<String> older = begins ? before(backup, others) : Optional.empty();
        return older.isEmpty() && acquire(lockOf(backup), others).isEmpty();
    }

    /** One that is deleted before it began never begins, and is in nobody's way. */
    private static boolean mayHold(PerconaServerMySQLBackup backup) {
        if (ImportedBackup.unfinished(backup)) {
            return false;
        }
        BackupState state = backup.getStatus().stateOrNew();
        return state == BackupState.NEW ? !Deletion.asked(backup) : !state.terminal() || Deletion.ours(backup);
    }

    /** The backup that was there first and has not ended; a deletion is not waited for unless it holds the lease. */
    private static Optional<String> before(HasMetadata backup, List<PerconaServerMySQLBackup> others) {
        return others.stream()
                .takeWhile(other -> !same(other, backup))
                .filter(other -> !ended(other))
                .map(other -> other.getMetadata().getName())
                .findFirst();
    }

    /** The name of the restore that holds the lease of the cluster now: this one, unless another was first. */
    String acquire(PerconaServerMySQLRestore restore, List<PerconaServerMySQLRestore> all) {
        List<PerconaServerMySQLRestore> waiting = all.stream()
                .filter(other -> other.getSpec().clusterName.equals(restore.getSpec().clusterName))
                .filter(other -> !ended(other))
                .toList();
        boolean begins = restore.getStatus().stateOrNew() == RestoreState.NEW;
        Optional<String> older = waiting.stream()
                .takeWhile(other -> begins && !same(other, restore))
                .map(other -> other.getMetadata().getName())
                .findFirst();
        return older.or(() -> acquire(lockOf(restore), waiting))
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

    /** Empty if the lease is as asked for; otherwise who of those that may hold it does. */
    private Optional<String> acquire(Lock lock, List<? extends HasMetadata> others) {
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
