package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;

/** When a schedule fired last, and when it will. */
@PreserveUnknownFields
public class ScheduleStatus extends Extensible {

    @Required
    public String name;

    @JsonPropertyDescription("The ideal time of the last backup made by it, RFC 3339; written before that backup is.")
    public String lastScheduleTime;

    @JsonPropertyDescription("Name of that backup.")
    public String lastBackup;

    @JsonPropertyDescription("The state in which the last of its backups that ended did so.")
    public String lastResult;

    @JsonPropertyDescription("When its last good backup was complete, RFC 3339.")
    public String lastSuccessfulTime;

    @JsonPropertyDescription("When it fires next, RFC 3339; absent while it is paused.")
    public String nextScheduleTime;

    @JsonPropertyDescription(
            "What was not as its owner may expect: a full backup in the place of an increment, a time skipped.")
    public String message;

    @JsonPropertyDescription("Times that came to nothing so far; each was told by an Event.")
    public Long missed;

    @JsonPropertyDescription("Times that were missed and made up for so far.")
    public Long madeUp;

    @JsonPropertyDescription("Times up to here are dealt with, RFC 3339.")
    public String since;

    @JsonPropertyDescription("The schedule with its time zone that the next time was reckoned from.")
    public String reckonedFrom;

    @JsonPropertyDescription("The time that waits for a restore or a backup to end, RFC 3339.")
    public String waiting;

    @JsonPropertyDescription("Name of the backup that is being made for lastScheduleTime; absent once it was made.")
    public String making;
}
