package dev.dromedary.api;

/** How one part of a cluster is. */
public class ComponentStatus extends Extensible {

    public Integer size;

    public Integer ready;

    public String state;

    public String version;

    public String imageID;
}
