package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** How far a run is. */
@PreserveUnknownFields
public class BackupProgress extends Extensible {

    public Long bytes;

    public Long bytesPerSecond;

    @JsonPropertyDescription("An estimate: an increment's size is known only at its end.")
    public Integer percent;

    @JsonPropertyDescription("RFC 3339.")
    public String estimatedEnd;
}
