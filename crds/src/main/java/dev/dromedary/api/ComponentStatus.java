package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** How one part of a cluster is. */
@PreserveUnknownFields
public class ComponentStatus extends Extensible {

    public Integer size;

    public Integer ready;

    public String state;

    public String version;

    public String imageID;
}
