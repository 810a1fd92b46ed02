package dev.dromedary.run;

/** What a run does. */
public enum RunKind {
    /** Takes a backup. */
    BACKUP,
    /** Looks what became of a backup whose run is lost: the manifest decides. */
    SETTLE,
    /** Reads the chain of a restore and checks that it is complete; touches nothing. */
    PLAN,
    /** Stages and prepares the chain in a scratch directory; touches nothing else. */
    VERIFY,
    /** Stages, prepares and swaps; the server is stopped. */
    RESTORE,
    /** Puts the old data back; the server is stopped. */
    ROLL_BACK,
    /** Lets the old data go. */
    ACCEPT,
    /** Removes a backup's objects, of a base those of its increments too. */
    DELETE,
    /** Removes a backup's objects from one of its storages, once it is seen to be whole in another. */
    REMOVE,
    /** Looks whether a backup and all that it builds on is there as its manifests say; touches nothing. */
    INSPECT,
    /** As inspect, and reads every byte. */
    INSPECT_DEEP,
    /** Completes the copies of a backup from its own storage. */
    COPY,
    /** Looks which backups a storage has. It is for a cluster, named like the storage: there may be several. */
    IMPORT;

    /** Whether it is for a backup; the others but {@link #IMPORT} are for a restore. */
    public boolean ofBackup() {
        return this == BACKUP || this == SETTLE || this == DELETE || this == REMOVE || this == COPY || inspects();
    }

    /** Whether it judges what is stored: then a failure is a verdict, and no other attempt changes it. */
    public boolean inspects() {
        return this == INSPECT || this == INSPECT_DEEP;
    }
}
