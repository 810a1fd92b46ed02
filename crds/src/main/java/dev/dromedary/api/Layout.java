package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the objects of a backup are cut and named. */
public enum Layout {
    /** The tool's stream in parts of one size. */
    STREAM("stream"),

    /** An object for each chunk of a file, as the tool xbcloud does it. */
    XBCLOUD("xbcloud");

    private final String wire;

    Layout(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
