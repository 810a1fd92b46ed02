package dev.dromedary.engine;

/** What the server must wait with while the tool holds its locks; then above all the stream must not stall. */
public enum LockPhase {
    /** Nothing that matters. */
    NONE,
    /** All DDL waits. */
    DDL,
    /** Commits of InnoDB wait too. */
    COMMIT
}
