package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a copy of a backup is. */
public enum CopyState {
    /** Every object is there. */
    COMPLETE("Complete"),

    /** Objects are missing, or nobody has looked yet. */
    INCOMPLETE("Incomplete"),

    /** It does not count any more, and its objects are on their way out. */
    REMOVING("Removing"),

    /** Its objects are gone, and stay gone. */
    REMOVED("Removed");

    private final String wire;

    CopyState(String wire) {
        this.wire = wire;
    }

    /** Whether a backup is there no more, or will not be: nothing is brought to such a place. */
    public boolean leaves() {
        return this == REMOVING || this == REMOVED;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
