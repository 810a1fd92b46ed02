package dev.dromedary.api;

/** Recovery between backups from binary logs. */
public class Pitr extends Extensible {

    public Boolean enabled;

    public BinlogServer binlogServer;
}
