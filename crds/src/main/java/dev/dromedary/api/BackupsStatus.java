package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.ArrayList;
import java.util.List;

/** What schedules, retention and import have done for a cluster; ours alone, whoever runs the cluster. */
@PreserveUnknownFields
public class BackupsStatus extends Extensible {

    @OrEmpty
    public List<ScheduleStatus> schedules = new ArrayList<>();

    public PruneStatus prune;

    @JsonPropertyDescription("The storages whose backups were made resources, by spec.backup.import.")
    @OrEmpty
    public List<String> imported = new ArrayList<>();

    @JsonPropertyDescription("What came of the last import, of one storage.")
    public String importMessage;

    @JsonPropertyDescription("Of an import that did not succeed.")
    public Retry importRetry;
}
