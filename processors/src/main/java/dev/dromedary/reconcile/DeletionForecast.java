package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What the deletion of a backup means, before it is asked for.
 *
 * @param increments that go before it, the newest first
 * @param objectsGo whether its objects are removed; without our finalizer they stay
 * @param waits what it waits for first
 */
public record DeletionForecast(
        PerconaServerMySQLBackup backup,
        List<PerconaServerMySQLBackup> increments,
        boolean objectsGo,
        Optional<String> waits) {
    /**
     * Looks at all that depends on the backup.
     *
     * @param backups of its namespace
     * @param restores of its namespace
     * @throws BackupException {@code MiddleOfChain} if increments come after it
     */
    public static DeletionForecast of(
            PerconaServerMySQLBackup backup,
            List<PerconaServerMySQLBackup> backups,
            List<PerconaServerMySQLRestore> restores) {
        var status = backup.getStatus();
        var finalizers = backup.getMetadata().getFinalizers();
        boolean ours = finalizers != null && finalizers.contains(Names.DELETE_BACKUP_FINALIZER);
        if (status.destination == null || status.stateOrNew() != BackupState.SUCCEEDED) {
            return new DeletionForecast(
                    backup, List.of(), ours && BackupDecider.hasLeftovers(status), Optional.empty());
        }
        ChainUse use = new ChainUse(backup, backups, restores);
        if (ours && status.incremental() && use.middle()) {
            throw new BackupException(
                    Reason.MiddleOfChain, DeletionDecider.MIDDLE, "delete those that come after it first, or its base");
        }
        Optional<String> waits = use.extending()
                .map(name -> "backup " + name + ", which is at work in its chain,")
                .or(() -> use.restoring().map(name -> "restore " + name + ", which needs it,"));
        return new DeletionForecast(
                backup,
                ours && !status.incremental() ? use.newestFirst() : List.of(),
                ours,
                ours ? waits : Optional.empty());
    }

    /** For people. */
    public String text() {
        String name = backup.getMetadata().getName();
        String destination = backup.getStatus().destination;
        StringBuilder text = new StringBuilder("Deletes backup " + name);
        if (!increments.isEmpty()) {
            text.append(" and its whole chain; its increments go first: ")
                    .append(String.join(
                            ", ",
                            increments.stream()
                                    .map(each -> each.getMetadata().getName())
                                    .toList()));
        }
        text.append(".\n");
        if (objectsGo) {
            text.append("What is stored of it at ").append(destination).append(" is removed.");
        } else if (destination == null) {
            text.append("Nothing is stored of it.");
        } else {
            text.append("The resource alone goes: it has no finalizer ")
                    .append(Names.DELETE_BACKUP_FINALIZER)
                    .append(", so its objects stay at ")
                    .append(destination)
                    .append('.');
        }
        waits.ifPresent(who -> text.append("\nThat waits until ").append(who).append(" has ended."));
        return text.toString();
    }
}
