package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** What has become of a restore. */
public class RestoreStatus extends Extensible {

    @SchemaFrom(type = String.class)
    public RestoreState state;

    public String stateDescription;

    /** RFC 3339. */
    @DateTime
    public String completed;

    @OrEmpty
    public List<Condition> conditions = new ArrayList<>();

    public Long observedGeneration;

    /** What was there before the cluster was stopped, to be put back at the end. */
    public PausedCluster paused;

    public RestoreState stateOrNew() {
        return state == null ? RestoreState.NEW : state;
    }
}
