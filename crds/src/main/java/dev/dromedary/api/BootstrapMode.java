package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who brings up the first member after a restore. */
public enum BootstrapMode {
    AUTO("auto"),

    MANUAL("manual");

    private final String wire;

    BootstrapMode(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
