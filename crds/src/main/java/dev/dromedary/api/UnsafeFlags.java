package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** What the cluster's owner allows although it may end badly. */
@PreserveUnknownFields
public class UnsafeFlags extends Extensible {

    @JsonPropertyDescription("Back up a cluster that is not ready, if one of its pods is.")
    public Boolean backupNonReadyCluster;
}
