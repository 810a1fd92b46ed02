package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of a time of a schedule that comes while the backup of an earlier one, or a restore, is at work. */
public enum ScheduleConcurrency {
    /** One waits; further ones are skipped, and that is said. */
    QUEUE("Queue"),

    /** It is skipped, and that is said. */
    SKIP("Skip"),

    /** It takes the place of the one that waits. */
    REPLACE("Replace");

    private final String wire;

    ScheduleConcurrency(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
