package dev.dromedary.api;

import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** A backup taken again and again. */
public class Schedule extends Extensible {

    @Required
    public String name;

    /** Five cron fields or a descriptor; empty pauses the entry. */
    @Required
    public String schedule;

    /** How many to keep; zero or left out keeps all. */
    public Integer keep;

    @Required
    public String storageName;

    @Default("full")
    public BackupType type;

    /** An IANA name; left out: the operator's. */
    public String timeZone;

    /** How late a missed time is still made up for. */
    public Long startingDeadlineSeconds;

    public Boolean suspend;

    /** Spread of the start, so that many clusters do not begin at once. */
    public Integer jitterSeconds;

    /** Left out: what {@code spec.backup.chain} says. */
    public OnBrokenChain onBrokenChain;
}
