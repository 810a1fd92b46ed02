package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Which chains of a storage are kept: those that any of the rules keeps. Without a rule all are. */
public class RetentionPolicy extends Extensible {

    @JsonPropertyDescription("The newest chains, this many.")
    public Integer keepLast;

    @JsonPropertyDescription("Chains whose newest backup is not older: numbers with units: 12h, 7d, 4w, 1y.")
    public String keepWithin;

    @JsonPropertyDescription("The chain of the newest backup of each of this many days that have one.")
    public Integer daily;

    @JsonPropertyDescription(
            "The chain of the newest backup of each of this many weeks that have one; weeks begin on Monday.")
    public Integer weekly;

    @JsonPropertyDescription("The chain of the newest backup of each of this many months that have one.")
    public Integer monthly;

    @JsonPropertyDescription("The chain of the newest backup of each of this many years that have one.")
    public Integer yearly;

    @JsonPropertyDescription("Complete chains that are always left, whatever the rules say; left out: 1.")
    public Integer minimum;

    @JsonPropertyDescription("Age at which backups that failed are removed, a number with a unit; left out: never.")
    public String failedAfter;
}
