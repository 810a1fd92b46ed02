package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to the other members of a cluster once one is restored. */
public enum ReplicasAfterRestore {
    /** Their claims stay; the restored member comes up alone. */
    HOLD("Hold"),

    /** Their claims are deleted, and they clone themselves from the restored member. */
    RECLONE("Reclone");

    private final String wire;

    ReplicasAfterRestore(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
