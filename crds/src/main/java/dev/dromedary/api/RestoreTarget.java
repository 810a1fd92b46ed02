package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a restore ends. */
public enum RestoreTarget {
    /** In the data directory of the cluster. */
    IN_PLACE("InPlace"),

    /** In a scratch volume, after prepare; the cluster is not touched. */
    VERIFY("Verify");

    private final String wire;

    RestoreTarget(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
