package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** What has become of a restore. */
@PreserveUnknownFields
public class RestoreStatus extends Extensible {

    @SchemaFrom(type = String.class)
    public RestoreState state;

    public String stateDescription;

    @JsonPropertyDescription("RFC 3339.")
    public String completed;

    @OrEmpty
    public List<Condition> conditions = new ArrayList<>();

    public Long observedGeneration;

    @JsonPropertyDescription("What was there before the cluster was stopped, to be put back at the end.")
    public PausedCluster paused;

    public RestoreState stateOrNew() {
        return state == null ? RestoreState.NEW : state;
    }
}
