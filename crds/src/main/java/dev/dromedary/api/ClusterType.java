package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** How the members of a cluster replicate. MariaDB is {@link #ASYNC}. */
public enum ClusterType {
    GROUP_REPLICATION("group-replication"),

    ASYNC("async");

    private final String wire;

    ClusterType(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
