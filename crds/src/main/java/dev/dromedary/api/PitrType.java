package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the end of a point-in-time recovery is named. */
public enum PitrType {
    GTID("gtid"),

    DATE("date");

    private final String wire;

    PitrType(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
