package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What to do when an increment would not link to its parent. */
public enum OnBrokenChain {
    /** Start nothing and say why. */
    FAIL("Fail"),

    /** Take a full backup instead, and say why. */
    FULL("Full");

    private final String wire;

    OnBrokenChain(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
