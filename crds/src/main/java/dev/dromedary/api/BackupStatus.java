package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** What has become of a backup; also how a restore names one that has no resource. */
@PreserveUnknownFields
public class BackupStatus extends Extensible {

    @JsonPropertyDescription("Empty means full.")
    public String type;

    @SchemaFrom(type = String.class)
    public BackupState state;

    public String stateDescription;

    @JsonPropertyDescription("Where it is: s3://bucket/prefix/name, container/prefix/name for Azure.")
    public String destination;

    @JsonPropertyDescription("The storage as it was when the backup began.")
    public StorageSpec storage;

    @JsonPropertyDescription(
            "Removing, then Removed, where it is in its own storage no more, but in those of its copies; absent where it is there.")
    public CopyState storageState;

    @JsonPropertyDescription("RFC 3339; of a backup that succeeded only.")
    public String completed;

    public String image;

    @JsonPropertyDescription("The server it was taken from.")
    public String backupSource;

    public Boolean compressed;

    @OrEmpty
    public List<Condition> conditions = new ArrayList<>();

    public Long observedGeneration;

    @JsonPropertyDescription("Bytes of its objects.")
    public Long size;

    @JsonPropertyDescription("Bytes sent, copies and repetitions counted.")
    public Long transferred;

    @JsonPropertyDescription("From the start of the run to the seal: 1h2m3s.")
    public String duration;

    @JsonPropertyDescription("Where it begins; 0 for a full one.")
    public Long fromLsn;

    @JsonPropertyDescription("Where the next increment begins.")
    public Long toLsn;

    @JsonPropertyDescription("Of the server, where it has one.")
    public String serverUuid;

    public ChainPlace chain;

    @JsonPropertyDescription("What the run is at now.")
    public String phase;

    public BackupProgress progress;

    @JsonPropertyDescription(
            "Of the removal of its objects, or of its copies, while a storage does not let it succeed.")
    public Retry retry;

    @JsonPropertyDescription("Of its removal from one of its storages, while that does not succeed.")
    public Retry removeRetry;

    @JsonPropertyDescription("What the annotation dromedary.dev/verify said when it was last followed.")
    public String verification;

    @JsonPropertyDescription("The other storages it was to go to, in the order in which a restore turns to them.")
    @OrEmpty
    public List<BackupCopy> copies = new ArrayList<>();

    @JsonPropertyDescription("The value of the annotation dromedary.dev/copy that was acted on last.")
    public String copyRequested;

    public BackupState stateOrNew() {
        return state == null ? BackupState.NEW : state;
    }

    /** Empty and absent mean full. */
    public boolean incremental() {
        return "incremental".equals(type);
    }
}
