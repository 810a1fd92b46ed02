package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which tool takes the backups. */
public enum EngineName {
    XTRABACKUP("xtrabackup"),

    MARIADB("mariadb");

    private final String wire;

    EngineName(String wire) {
        this.wire = wire;
    }

    /** The spelling in the resource. */
    @JsonValue
    public String wire() {
        return wire;
    }
}
