package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;

/** When a schedule last fired. */
@PreserveUnknownFields
public class ScheduleStatus extends Extensible {

    @Required
    public String name;

    @JsonPropertyDescription("The ideal time of the last backup made by it, RFC 3339; written before that backup is.")
    public String lastScheduleTime;

    @JsonPropertyDescription("Name of that backup.")
    public String lastBackup;
}
