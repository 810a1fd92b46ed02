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
    DELETE;

    /** Whether it is for a backup; the others are for a restore. */
    public boolean ofBackup() {
        return this == BACKUP || this == SETTLE || this == DELETE;
    }
}
