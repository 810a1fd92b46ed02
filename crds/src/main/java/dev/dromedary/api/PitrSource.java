package dev.dromedary.api;

/** Where binary logs are when the cluster does not say. */
public class PitrSource extends Extensible {

    public BinlogServer binlogServer;
}
