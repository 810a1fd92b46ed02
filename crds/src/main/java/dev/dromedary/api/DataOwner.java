package dev.dromedary.api;

/** Numeric user and group of the data directory. */
public class DataOwner extends Extensible {

    public Long user;

    public Long group;
}
