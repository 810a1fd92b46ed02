package dev.dromedary.reconcile;

import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.CopyState;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.CopyFacts;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes into a backup's status, and into Events, which storages have it beside its own. */
final class CopyReport {
    /** Condition: whether all copies are complete; there is none where there are no copies. */
    static final String COPIED = "Copied";

    private final BackupView view;
    private final BackupStatus status;
    private final StatusChange change;

    CopyReport(BackupView view, StatusChange change) {
        this.view = view;
        this.status = view.backup().getStatus();
        this.change = change;
    }

    /** What the run that took the backup, or found it, knows of them. */
    void known(List<CopyFacts> facts) {
        write(facts);
        if (Copying.incomplete(status)) {
            missing(reason(facts), "it is completed from the backup's own storage");
        } else if (!status.copies.isEmpty()) {
            complete();
        }
    }

    /** A run has completed them all. */
    void completed(List<CopyFacts> facts) {
        write(facts);
        status.retry = null;
        complete();
    }

    /** A run has tried to complete them; answers how long to wait until the next one does. */
    Duration failed(RunResult result) {
        Duration wait = view.retries().count(status, view.now());
        if (result.backup() == null) {
            missing().forEach(copy -> copy.message = result.message());
        } else {
            write(result.backup().copies());
        }
        missing(result.reason(), "it is tried again at " + status.retry.next);
        return wait;
    }

    /** A person asks for them to be looked at, whatever is known of them. */
    void asked(String value, List<BackupCopy> today) {
        List<String> known =
                status.copies.stream().map(copy -> copy.destination).toList();
        today.stream().filter(copy -> !known.contains(copy.destination)).forEach(status.copies::add);
        lookedAt().forEach(copy -> copy.state = CopyState.INCOMPLETE);
        status.copyRequested = value;
        if (missing().findAny().isPresent()) {
            Retries.atOnce(status, view.now());
            change.condition(
                    COPIED, false, "Copying", "the copies are looked at, and completed where something is missing");
        }
    }

    /** All but those that were removed and, where the backup is in its own storage no more, the one they come from. */
    private Stream<BackupCopy> lookedAt() {
        Stream<BackupCopy> there = status.copies.stream().filter(copy -> !copy.leaves());
        return StoredPlace.leavesItsOwn(view.backup())
                ? there.filter(copy ->
                        copy != StoredPlace.toRead("", status).getFirst().copy())
                : there;
    }

    private Stream<BackupCopy> missing() {
        return status.copies.stream().filter(copy -> !copy.complete() && !copy.leaves());
    }

    /** What a person asks for cannot be. */
    void refused(String value, BackupException why) {
        status.copyRequested = value;
        change.condition(COPIED, false, why.reason().name(), why.describe());
        change.note(true, why.reason().name(), why.describe());
    }

    private void write(List<CopyFacts> all) {
        for (CopyFacts facts : all) {
            status.copies.stream()
                    .filter(copy -> facts.storage().equals(copy.storageName) && !copy.leaves())
                    .forEach(copy -> {
                        copy.state = facts.complete() ? CopyState.COMPLETE : CopyState.INCOMPLETE;
                        copy.message = facts.message();
                    });
        }
    }

    private static String reason(List<CopyFacts> all) {
        return all.stream()
                .filter(facts -> !facts.complete())
                .map(CopyFacts::reason)
                .findFirst()
                .orElse(Reason.ObjectMissing.name());
    }

    private void complete() {
        String text = textOfComplete(status);
        change.condition(COPIED, true, "Complete", text);
        change.note(false, COPIED, text);
    }

    /** What the condition says where nothing is missing. */
    static String textOfComplete(BackupStatus status) {
        return "the backup is complete in "
                + status.copies.stream()
                        .filter(BackupCopy::complete)
                        .map(copy -> copy.storageName)
                        .collect(Collectors.joining(", "))
                + (status.storageState == null ? ", too" : "");
    }

    private void missing(String reason, String next) {
        String missing = missing()
                .map(copy -> "the copy in storage " + copy.storageName + " is not complete: " + copy.message)
                .collect(Collectors.joining("; "));
        change.condition(COPIED, false, reason, missing + "; " + next);
        change.note(true, reason, missing + "; " + next);
    }
}
