package dev.dromedary.status;

import java.util.Objects;

/**
 * A failure that a user is told about. The message names the thing, the hint says what to do next (it may be empty);
 * both are lower case and without a full stop.
 */
public final class BackupException extends RuntimeException {
    private final Reason reason;
    private final String hint;

    public BackupException(Reason reason, String message, String hint) {
        this(reason, message, hint, null);
    }

    public BackupException(Reason reason, String message, String hint, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.reason = Objects.requireNonNull(reason);
        this.hint = Objects.requireNonNull(hint);
    }

    public Reason reason() {
        return reason;
    }

    /** What to do next; empty where the message says it all. */
    public String hint() {
        return hint;
    }

    /** Message and hint in one line, as conditions, Events and logs show it; the last semicolon is between the two. */
    public String describe() {
        return hint.isEmpty() ? getMessage() : getMessage() + "; " + hint;
    }
}
