package dev.dromedary.api;

import io.fabric8.generator.annotation.Required;

/** When a schedule last fired. */
public class ScheduleStatus extends Extensible {

    @Required
    public String name;

    /** The ideal time of the last backup made by it, RFC 3339; written before that backup is. */
    @DateTime
    public String lastScheduleTime;

    /** Name of that backup. */
    public String lastBackup;
}
