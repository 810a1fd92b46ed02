package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a cluster is backed up. */
@PreserveUnknownFields
public class BackupSection extends Extensible {

    public Boolean enabled;

    @JsonPropertyDescription("The image with the backup tool; needed when enabled, except for a local server.")
    public String image;

    public String imagePullPolicy;

    @AnyObjects
    @OrEmpty
    public List<LocalObjectReference> imagePullSecrets = new ArrayList<>();

    public InitContainer initContainer;

    @JsonPropertyDescription("Deprecated by the reference in favour of initContainer.image.")
    public String initImage;

    @JsonPropertyDescription("Of the reference's sidecar; a storage has its own for Jobs.")
    @AnyObject
    public SecurityContext containerSecurityContext;

    @JsonPropertyDescription("Of the reference's sidecar; a storage has its own for Jobs.")
    @AnyObject
    public ResourceRequirements resources;

    @JsonPropertyDescription("Accepted and unused, as in the reference.")
    public String serviceAccountName;

    @JsonPropertyDescription("The pod to back up, unless a backup names another.")
    public String sourcePod;

    @JsonPropertyDescription("Retries of a run; left out: 6.")
    public Integer backoffLimit;

    public EncryptionKeySecret encryptionKeySecret;

    @JsonPropertyDescription("Where backups go, by name.")
    @OrEmpty
    public Map<String, StorageSpec> storages = new LinkedHashMap<>();

    @OrEmpty
    public List<Schedule> schedule = new ArrayList<>();

    public Pitr pitr;

    @JsonPropertyDescription("Left out: the tool image is asked.")
    public EngineName engine;

    public ChainPolicy chain;

    @JsonPropertyDescription("Which chains are kept; a storage may say otherwise for itself.")
    public RetentionPolicy retention;

    @JsonProperty("import")
    @JsonPropertyDescription("Make resources of the backups that the storages hold and that have none.")
    public Boolean importBackups;

    @JsonPropertyDescription("Who owns the data directory; left out: found out.")
    public DataOwner dataOwner;

    @JsonPropertyDescription("Left out: Reclone where the cluster has a crVersion, else Hold.")
    public ReplicasAfterRestore replicasAfterRestore;

    public boolean on() {
        return Boolean.TRUE.equals(enabled);
    }
}
