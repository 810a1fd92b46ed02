package dev.dromedary.run;

import dev.dromedary.chain.BackupType;
import dev.dromedary.chain.Manifest;
import dev.dromedary.storage.StorageDescription;

/**
 * All that a run is told: one JSON document without a secret in it.
 *
 * @param owner the resource that the run is for
 * @param storage where the backup is or will be
 * @param destination of the backup to take or to delete, or the end of the chain to restore
 * @param type of the backup to take or to delete, or null
 * @param base destination of the base of an increment to take, or null
 * @param server null where none is needed
 * @param scratch directory of a verifying restore, or null
 * @param keepOldData whether an accepted restore leaves the old data in place
 * @param runAs whom the run's process runs as; null where nobody has said so, and always on a plain host
 * @param copies the other storages of the backup; null where it has none
 * @param takenBy uid of the resource that took the backup, where that is another than the owner: it was imported; else null
 */
public record RunSpecification(
        RunKind kind,
        Manifest.Owner owner,
        StorageDescription storage,
        String destination,
        BackupType type,
        String base,
        ServerAccess server,
        String scratch,
        boolean keepOldData,
        RunAs runAs,
        CopyTargets copies,
        String takenBy) {
    /** A run on a backup that has no copies. */
    public RunSpecification(
            RunKind kind,
            Manifest.Owner owner,
            StorageDescription storage,
            String destination,
            BackupType type,
            String base,
            ServerAccess server,
            String scratch,
            boolean keepOldData,
            RunAs runAs) {
        this(kind, owner, storage, destination, type, base, server, scratch, keepOldData, runAs, null, null);
    }

    /** A run that needs no server: it has to do with what lies in the storage alone. */
    public static RunSpecification inStorage(
            RunKind kind, Manifest.Owner owner, StorageDescription storage, String destination, BackupType type) {
        return new RunSpecification(kind, owner, storage, destination, type, null, null, null, false, null);
    }

    /** The same, but of another kind. */
    public RunSpecification as(RunKind other) {
        return new RunSpecification(
                other, owner, storage, destination, type, base, server, scratch, keepOldData, runAs, copies, takenBy);
    }

    /** The same, with these copies. */
    public RunSpecification with(CopyTargets other) {
        return new RunSpecification(
                kind, owner, storage, destination, type, base, server, scratch, keepOldData, runAs, other, takenBy);
    }

    /** The same, on a backup that another resource has taken; null where the owner did. */
    public RunSpecification takenBy(String uid) {
        return new RunSpecification(
                kind, owner, storage, destination, type, base, server, scratch, keepOldData, runAs, copies, uid);
    }

    /** The same, as another user. */
    public RunSpecification as(RunAs other) {
        return new RunSpecification(
                kind, owner, storage, destination, type, base, server, scratch, keepOldData, other, copies, takenBy);
    }

    /** The run's name, unique for a resource and kind: a second launch of it finds the first. */
    public String name() {
        return nameOf(kind, type, owner);
    }

    /** The name of a run that is, or may be, somewhere. */
    public static String nameOf(RunKind kind, BackupType type, Manifest.Owner owner) {
        return switch (kind) {
                    // A full backup that takes the place of an increment is another run.
                    case BACKUP -> type == BackupType.FULL ? "backup-" : "increment-";
                    case SETTLE -> "settle-";
                    case PLAN -> "plan-";
                    case VERIFY -> "verify-";
                    case RESTORE -> "restore-";
                    case ROLL_BACK -> "roll-back-";
                    case ACCEPT -> "accept-";
                    case DELETE -> "delete-";
                    case REMOVE -> "remove-";
                    case INSPECT -> "inspect-";
                    case INSPECT_DEEP -> "inspect-deep-";
                    case COPY -> "copy-";
                    case IMPORT -> "import-";
                }
                + owner.namespace() + "-" + owner.name() + "-" + owner.uid();
    }
}
