package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** A backup in another storage than its own. */
@PreserveUnknownFields
public class BackupCopy extends Extensible {

    @JsonPropertyDescription("Its name in spec.backup.storages of the cluster.")
    public String storageName;

    @JsonPropertyDescription("Where it is there.")
    public String destination;

    @JsonPropertyDescription(
            "Complete: a restore can do without any other storage. Removed: retention, or its owner, has had it removed there.")
    public CopyState state;

    @JsonPropertyDescription("Why it is not complete, or when it was removed.")
    public String message;

    @JsonPropertyDescription("The storage as it was when the backup began.")
    public StorageSpec storage;

    /** Whether it was removed from there, or is being removed. */
    public boolean leaves() {
        return state != null && state.leaves();
    }

    public boolean complete() {
        return state == CopyState.COMPLETE;
    }
}
