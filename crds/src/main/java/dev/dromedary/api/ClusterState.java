package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a cluster says of itself. Written by whoever runs the cluster; read by us.
 */
public enum ClusterState {
    NEW(""),
    INITIALIZING("initializing"),
    STOPPING("stopping"),
    PAUSED("paused"),
    READY("ready"),
    ERROR("error"),
    /** A spelling this version does not know: neither new nor finished, so it is left alone. */
    UNKNOWN("Unknown");

    private final String wire;

    ClusterState(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /** Never fails: one odd resource must not end a watch of all of them. */
    @JsonCreator
    public static ClusterState of(String wire) {
        if (wire == null) {
            return NEW;
        }
        for (var state : values()) {
            if (state.wire.equals(wire)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
