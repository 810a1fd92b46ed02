package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.schedule.Span;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a chain may go on, by {@code spec.backup.chain}, as far as the resources tell.
 *
 * @param backups all of the namespace
 */
record ChainLimits(PerconaServerMySQL cluster, List<PerconaServerMySQLBackup> backups, Instant now) {
    /** Why an increment of this base would be one too many, if it would. */
    Optional<BackupException> reached(PerconaServerMySQLBackup base) {
        ChainPolicy policy = cluster.getSpec().backup.chain;
        if (policy == null) {
            return Optional.empty();
        }
        return tooLong(policy, base).or(() -> tooOld(policy, base));
    }

    private Optional<BackupException> tooLong(ChainPolicy policy, PerconaServerMySQLBackup base) {
        if (policy.maxLength == null || policy.maxLength < 1) {
            return Optional.empty();
        }
        long length =
                1 + backups.stream().filter(backup -> extend(backup, base)).count();
        return length < policy.maxLength
                ? Optional.empty()
                : Optional.of(new BackupException(
                        Reason.ChainTooLong,
                        "the chain of " + base.getMetadata().getName() + " has " + length
                                + " backups, spec.backup.chain.maxLength is " + policy.maxLength,
                        ""));
    }

    /** Whether it is an increment of this base, or is about to be. */
    private static boolean extend(PerconaServerMySQLBackup backup, PerconaServerMySQLBackup base) {
        var status = backup.getStatus();
        return status != null
                && status.incremental()
                && status.destination != null
                && (status.stateOrNew() == BackupState.SUCCEEDED
                        || !status.stateOrNew().terminal())
                && BackupNames.baseOf(status.destination).equals(base.getStatus().destination);
    }

    private Optional<BackupException> tooOld(ChainPolicy policy, PerconaServerMySQLBackup base) {
        if (policy.maxAge == null || base.getStatus().completed == null) {
            return Optional.empty();
        }
        Duration longest;
        try {
            longest = Span.parse("spec.backup.chain.maxAge", policy.maxAge);
        } catch (BackupException e) {
            // Told where the resource is checked; a limit that nobody understands is none.
            return Optional.empty();
        }
        Instant begun = Instant.parse(base.getStatus().completed);
        return now.isBefore(begun.plus(longest))
                ? Optional.empty()
                : Optional.of(new BackupException(
                        Reason.ChainTooOld,
                        "the chain of " + base.getMetadata().getName() + " is of " + begun
                                + ", spec.backup.chain.maxAge is " + policy.maxAge,
                        ""));
    }

    /** Why an increment in this storage cannot be, or would be one too many; empty if it is all right. */
    Optional<BackupException> againstIncrement(StorageSpec storage) {
        try {
            return reached(BaseChoice.newest(cluster.getMetadata().getName(), backups, storage));
        } catch (BackupException e) {
            return Optional.of(e);
        }
    }

    /** A full backup of the cluster in this storage that has not ended, from which the next chain will start. */
    Optional<PerconaServerMySQLBackup> fullUnderWay(String storage) {
        return backups.stream()
                .filter(backup -> Objects.equals(
                        backup.getSpec().clusterName, cluster.getMetadata().getName()))
                .filter(backup -> backup.getSpec().typeOrDefault() == BackupType.FULL)
                .filter(backup -> Objects.equals(backup.getSpec().storageName, storage))
                .filter(backup -> !backup.getStatus().stateOrNew().terminal() && !Deletion.asked(backup))
                .findFirst();
    }
}
