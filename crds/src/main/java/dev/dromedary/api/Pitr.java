package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** Recovery between backups from binary logs. */
@PreserveUnknownFields
public class Pitr extends Extensible {

    public Boolean enabled;

    public BinlogServer binlogServer;
}
