package dev.dromedary.api;

/** Where in its chain a backup stands. */
public class ChainPlace extends Extensible {

    /** Last part of the base's destination. */
    public String base;

    /** 0 is the base. */
    public Integer position;
}
