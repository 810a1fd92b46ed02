package dev.dromedary.reconcile;

import dev.dromedary.status.BackupException;

/** What comes of an attempt to stop or start a server. */
public sealed interface ServerAnswer {
    /** It is as it is to be. */
    record Done() implements ServerAnswer {}

    /** It is on its way; to be asked for again when something changes. */
    record NotYet() implements ServerAnswer {}

    /** It did not work, or took too long. */
    record Failed(BackupException why) implements ServerAnswer {}
}
