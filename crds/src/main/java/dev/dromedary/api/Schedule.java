package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** A backup taken again and again. */
@PreserveUnknownFields
public class Schedule extends Extensible {

    @Required
    public String name;

    @JsonPropertyDescription("Five cron fields or a descriptor; empty pauses the entry.")
    @Required
    public String schedule;

    @JsonPropertyDescription("How many to keep; zero or left out keeps all.")
    public Integer keep;

    @Required
    public String storageName;

    @Default("full")
    public BackupType type;

    @JsonPropertyDescription("An IANA name; left out: the operator's.")
    public String timeZone;

    @JsonPropertyDescription("How late a missed time is still made up for.")
    public Long startingDeadlineSeconds;

    public Boolean suspend;

    @JsonPropertyDescription("Spread of the start, so that many clusters do not begin at once.")
    public Integer jitterSeconds;

    @JsonPropertyDescription("For a time that comes while its last backup, or a restore, is at work; left out: Queue.")
    public ScheduleConcurrency concurrency;

    @JsonPropertyDescription("Left out: what spec.backup.chain says.")
    public OnBrokenChain onBrokenChain;
}
