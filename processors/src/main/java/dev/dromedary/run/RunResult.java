package dev.dromedary.run;

import dev.dromedary.chain.Manifest;
import dev.dromedary.status.BackupException;
import java.time.Instant;
import java.util.List;

/**
 * What a run answers.
 *
 * @param reason name of a {@link dev.dromedary.status.Reason}; null after success
 * @param message what went wrong; after success what was done, or null where the facts say it all
 * @param backup facts of the backup that the run took, found or restored; null without one
 * @param dataOwner whom the run has to run as instead, since the data is theirs; null otherwise
 * @param found the backups that the storage has, where that was asked; no part of the document, for there may be many:
 *     between two processes each has a line of its own ({@link Wire})
 */
public record RunResult(
        Outcome outcome,
        String reason,
        String message,
        String hint,
        BackupFacts backup,
        RunAs dataOwner,
        List<StoredBackup> found) {
    private static final String ELLIPSIS = "...";

    public RunResult {
        found = found == null ? List.of() : List.copyOf(found);
    }

    /** A result that tells of no other backups. */
    public RunResult(Outcome outcome, String reason, String message, String hint, BackupFacts backup, RunAs dataOwner) {
        this(outcome, reason, message, hint, backup, dataOwner, List.of());
    }

    /** What a storage has. */
    public static RunResult found(List<StoredBackup> backups, String message) {
        return new RunResult(Outcome.SUCCEEDED, null, message, null, null, null, backups);
    }

    /** How a run ended. */
    public enum Outcome {
        SUCCEEDED,
        /** Nothing was begun; the same run may be tried again when the cause is mended. */
        NOT_STARTED,
        /** It was begun and came to nothing; what it left was removed, or is named in the message. */
        FAILED,
        /**
         * As failed, but something was left: of a backup in its storage, which a run has to settle later; of a restore in
         * the data directory, which a person has to look at.
         */
        FAILED_WITH_LEFTOVERS
    }

    /**
     * How far the copy in a storage is.
     *
     * @param reason name of a {@link dev.dromedary.status.Reason} if it is not complete
     */
    public record CopyFacts(String storage, boolean complete, String reason, String message) {
        /** What a message may take of the termination message of a container, which tells of all copies. */
        private static final int LONGEST = 300;

        public CopyFacts {
            message = message == null ? null : cut(message, message.length() - LONGEST);
        }
    }

    /** What a status shows of a backup. Sizes in bytes, the duration in milliseconds, the base as destination. */
    public record BackupFacts(
            String destination,
            String type,
            long size,
            long transferred,
            long durationMillis,
            long fromLsn,
            long toLsn,
            String serverUuid,
            String serverHost,
            String base,
            int position,
            Instant completed,
            List<CopyFacts> copies) {
        public BackupFacts {
            copies = copies == null ? List.of() : List.copyOf(copies);
        }

        /** The same, with what is known of the copies. */
        public BackupFacts with(List<CopyFacts> known) {
            return new BackupFacts(
                    destination,
                    type,
                    size,
                    transferred,
                    durationMillis,
                    fromLsn,
                    toLsn,
                    serverUuid,
                    serverHost,
                    base,
                    position,
                    completed,
                    known);
        }

        public static BackupFacts of(Manifest manifest, long transferred) {
            return new BackupFacts(
                    manifest.destination(),
                    manifest.type().name(),
                    manifest.size(),
                    transferred,
                    manifest.completed().toEpochMilli() - manifest.started().toEpochMilli(),
                    manifest.from().value(),
                    manifest.to().value(),
                    manifest.server().uuid(),
                    manifest.server().host(),
                    manifest.base(),
                    manifest.depth(),
                    manifest.completed(),
                    List.of());
        }
    }

    public static RunResult succeeded(BackupFacts backup) {
        return succeeded(backup, null);
    }

    /** After success, with something that is to be told all the same. */
    public static RunResult succeeded(BackupFacts backup, String message) {
        return new RunResult(Outcome.SUCCEEDED, null, message, null, backup, null);
    }

    /** The same, with a backup to tell of. */
    public RunResult with(BackupFacts other) {
        return new RunResult(outcome, reason, message, hint, other, dataOwner, found);
    }

    /** The same, but for the outcome. */
    public RunResult as(Outcome other) {
        return new RunResult(other, reason, message, hint, backup, dataOwner, found);
    }

    /** After success without a backup to tell of. */
    public static RunResult done(String message) {
        return new RunResult(Outcome.SUCCEEDED, null, message, null, null, null);
    }

    /** The same with so many characters less of the message, then of the hint; the words of a tool may be long. */
    public RunResult shortened(int by) {
        int ofMessage = Math.min(by, length(message));
        return new RunResult(
                outcome, reason, cut(message, ofMessage), cut(hint, by - ofMessage), backup, dataOwner, found);
    }

    private static int length(String text) {
        return text == null ? 0 : Math.max(0, text.length() - ELLIPSIS.length());
    }

    private static String cut(String text, int by) {
        return text == null || by <= 0 ? text : text.substring(0, length(text) - Math.min(by, length(text))) + ELLIPSIS;
    }

    public static RunResult failed(Outcome outcome, BackupException e) {
        return new RunResult(outcome, e.reason().name(), e.getMessage(), e.hint(), null, null);
    }

    /** Nothing was begun, because the data is another user's: the run is to be launched again as that user. */
    public static RunResult notYet(RunAs dataOwner, BackupException e) {
        return new RunResult(Outcome.NOT_STARTED, e.reason().name(), e.getMessage(), e.hint(), null, dataOwner);
    }
}
