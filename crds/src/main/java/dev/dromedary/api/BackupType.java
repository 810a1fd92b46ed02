package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a backup holds: all of the data, or what changed since its parent. */
public enum BackupType {
    FULL("full"),

    INCREMENTAL("incremental");

    private final String wire;

    BackupType(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
