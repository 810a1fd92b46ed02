package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** How a cluster is. All but {@code backup} is written by whoever runs it. */
@PreserveUnknownFields
public class ClusterStatus extends Extensible {

    @SchemaFrom(type = String.class)
    public ClusterState state;

    public ComponentStatus mysql;

    public ComponentStatus haproxy;

    public ComponentStatus router;

    public ComponentStatus orchestrator;

    public ComponentStatus binlogServer;

    public String host;

    public String innodbClusterName;

    public String backupVersion;

    @OrEmpty
    public List<Condition> conditions = new ArrayList<>();

    @JsonPropertyDescription("What schedules, retention and import have done; ours.")
    public BackupsStatus backup;

    /** Our part of it, made where there is none. */
    public BackupsStatus backups() {
        if (backup == null) {
            backup = new BackupsStatus();
        }
        return backup;
    }

    public ClusterState stateOrNew() {
        return state == null ? ClusterState.NEW : state;
    }
}
