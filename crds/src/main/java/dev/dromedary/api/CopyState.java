package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a copy of a backup is. */
public enum CopyState {
    /** Every object is there. */
    COMPLETE("Complete"),

    /** Objects are missing, or nobody has looked yet. */
    INCOMPLETE("Incomplete");

    private final String wire;

    CopyState(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
