package dev.dromedary.step;

import dev.dromedary.run.CopyTarget;
import dev.dromedary.run.RunResult.CopyFacts;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Storage;
import java.util.Optional;

/** One copy of a backup, as long as a run lasts. The first thing that goes wrong with it ends it for this run. */
final class Copy {
    private final CopyTarget target;
    private final Storage storage;
    private BackupException failure;
    private boolean claimed;
    private boolean complete;
    private long sent;

    /** @param storage seen with the keys of the backup's own storage */
    Copy(CopyTarget target, Storage storage) {
        this.target = target;
        this.storage = storage;
    }

    String name() {
        return target.name();
    }

    String destination() {
        return target.destination();
    }

    Storage storage() {
        return storage;
    }

    /** Answers whether it was not dropped before. */
    synchronized boolean drop(BackupException why) {
        boolean first = failure == null;
        failure = first ? why : failure;
        return first;
    }

    synchronized Optional<BackupException> failure() {
        return Optional.ofNullable(failure);
    }

    /** What lies at its destination is ours, or may be. */
    synchronized void claim() {
        claimed = true;
    }

    synchronized boolean claimed() {
        return claimed;
    }

    synchronized void completed() {
        complete = true;
    }

    synchronized void sent(long bytes) {
        sent += bytes;
    }

    synchronized long sent() {
        return sent;
    }

    synchronized CopyFacts facts() {
        if (complete) {
            return new CopyFacts(name(), true, null, null);
        }
        return failure == null
                ? new CopyFacts(name(), false, Reason.ObjectMissing.name(), "its manifest is missing")
                : new CopyFacts(name(), false, failure.reason().name(), failure.getMessage());
    }
}
