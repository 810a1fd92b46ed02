package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** Where in its chain a backup stands. */
@PreserveUnknownFields
public class ChainPlace extends Extensible {

    @JsonPropertyDescription("Last part of the base's destination.")
    public String base;

    @JsonPropertyDescription("0 is the base.")
    public Integer position;
}
