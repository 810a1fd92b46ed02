package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What has become of a restore. Error is soft, as in the reference: nothing was touched, and it is tried again when something changes.
 */
public enum RestoreState {
    NEW(""),
    STARTING("Starting"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    ERROR("Error"),
    /** A spelling this version does not know: neither new nor finished, so it is left alone. */
    UNKNOWN("Unknown");

    private final String wire;

    RestoreState(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** Never fails: one odd resource must not end a watch of all of them. */
    @JsonCreator
    public static RestoreState of(String wire) {
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

    /** Error is not among them: it is looked at again. */
    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED;
    }
}
