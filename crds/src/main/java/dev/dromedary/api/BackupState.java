package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What has become of a backup: {@code ""}, Starting, Running, Succeeded, Failed (it had started) or Error (it never did).
 */
public enum BackupState {
    NEW(""),
    STARTING("Starting"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    ERROR("Error"),
    /** A spelling this version does not know: neither new nor finished, so it is left alone. */
    UNKNOWN("Unknown");

    private final String wire;

    BackupState(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** Never fails: one odd resource must not end a watch of all of them. */
    @JsonCreator
    public static BackupState of(String wire) {
        if (wire == null) {
            return NEW;
        }
        for (var state : values()) {
            if (state.wire.equals(wire)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** Nothing is retried from here: another attempt is another resource. */
    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED || this == ERROR;
    }
}
