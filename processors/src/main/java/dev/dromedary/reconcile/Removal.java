package dev.dromedary.reconcile;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** What a backup says of its removal from one of its storages, while it stays in the others. */
public final class Removal {
    /** Condition: whether it is gone from the storage that was asked for last; false with the reason why not yet. */
    static final String REMOVED = "RemovedFrom";

    private Removal() {}

    /** Whether there is a storage that it is to be removed from, or is being removed from. */
    public static boolean pending(PerconaServerMySQLBackup backup) {
        return backup.getStatus().stateOrNew() == BackupState.SUCCEEDED
                && !Deletion.asked(backup)
                && (begun(backup).isPresent() || asked(backup));
    }

    /** Whether it is, and goes on by itself: it was not refused, and does not wait for a storage. */
    public static boolean underWay(PerconaServerMySQLBackup backup) {
        String told = Conditions.find(backup.getStatus().conditions, REMOVED)
                .filter(condition -> Conditions.FALSE.equals(condition.getStatus()))
                .map(Condition::getReason)
                .orElse(Deletion.REMOVING);
        boolean quiet = told.equals(Deletion.REMOVING) || told.equals(Reason.ChainInUse.name());
        boolean trying = backup.getStatus().removeRetry != null
                && backup.getStatus().removeRetry.next == null
                && !told.equals(Reason.LastPlace.name())
                && !told.equals(Reason.IncrementsFirst.name());
        return pending(backup) && (quiet || trying);
    }

    private static boolean asked(PerconaServerMySQLBackup backup) {
        String text = text(backup);
        return !text.isEmpty()
                && StoredPlace.named(backup, text).map(StoredPlace::lies).orElse(true);
    }

    /** What the annotation says; empty without one. */
    static String text(PerconaServerMySQLBackup backup) {
        var annotations = backup.getMetadata().getAnnotations();
        String said = annotations == null ? null : annotations.get(Names.REMOVE_ANNOTATION);
        return said == null ? "" : said.strip();
    }

    /** The place that does not count any more, and may be empty in parts. */
    static Optional<StoredPlace> begun(PerconaServerMySQLBackup backup) {
        return StoredPlace.of(backup).stream()
                .filter(place -> place.state() == CopyState.REMOVING)
                .findFirst();
    }

    /**
     * The place that the annotation names.
     *
     * @throws BackupException {@code StorageNotFound} if it is none of the backup's
     */
    static StoredPlace wanted(PerconaServerMySQLBackup backup) {
        String text = text(backup);
        return StoredPlace.named(backup, text)
                .orElseThrow(() -> new BackupException(
                        Reason.StorageNotFound,
                        "the annotation " + Names.REMOVE_ANNOTATION + " says '" + text
                                + "', which is no storage of this backup",
                        "name its own storage or that of one of its copies"));
    }
}
