package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** Something that could not be done yet. */
@PreserveUnknownFields
public class Retry extends Extensible {

    @JsonPropertyDescription("How often it has failed.")
    public Integer failures;

    @JsonPropertyDescription("RFC 3339; when it is tried again. Left out while it is being tried.")
    public String next;
}
