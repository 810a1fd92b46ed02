package dev.dromedary.reconcile;

import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.Names;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.Set;

/** What a resource says of its own deletion. */
public final class Deletion {
    /** Condition: whether the backup's objects are gone; false with the reason why they are not yet. */
    static final String REMOVED = "ObjectsRemoved";

    /** Reason of this condition and of Ready, from the moment when a run may have removed something. */
    static final String REMOVING = "Removing";

    /** Reasons of the former while nothing was tried yet. */
    static final Set<String> WAITS =
            Set.of(Reason.MiddleOfChain.name(), Reason.ChainInUse.name(), Reason.IncrementsFirst.name());

    private Deletion() {}

    /** Whether it is on its way out. */
    public static boolean asked(HasMetadata resource) {
        return resource.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether it is on its way out, and goes no further without us. */
    public static boolean ours(HasMetadata resource) {
        var finalizers = resource.getMetadata().getFinalizers();
        return asked(resource) && finalizers != null && finalizers.contains(Names.DELETE_BACKUP_FINALIZER);
    }

    /** Whether some of the backup's objects may be gone already. */
    public static boolean begun(BackupStatus status) {
        return reason(status, Conditions.READY).equals(REMOVING);
    }

    /** Whether it waits for something that only time, or a person, can change. */
    public static boolean atRest(BackupStatus status) {
        String reason = reason(status, REMOVED);
        return Retries.counted(status)
                || reason.equals(Reason.MiddleOfChain.name())
                || reason.equals(Reason.IncrementsFirst.name());
    }

    private static String reason(BackupStatus status, String type) {
        Optional<Condition> condition = Conditions.find(status.conditions, type);
        return condition.map(Condition::getReason).orElse("");
    }
}
