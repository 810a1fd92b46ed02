package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** How a cluster was before a restore stopped it. */
@PreserveUnknownFields
public class PausedCluster extends Extensible {

    @JsonPropertyDescription("Of its StatefulSet.")
    public Integer replicas;

    @JsonPropertyDescription("What its owner had said.")
    public Boolean pause;
}
