package dev.dromedary.api;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a cluster is backed up. */
public class BackupSection extends Extensible {

    public Boolean enabled;

    /** The image with the backup tool; needed when {@code enabled}, except for a local server. */
    public String image;

    public String imagePullPolicy;

    @AnyObjects
    @OrEmpty
    public List<LocalObjectReference> imagePullSecrets = new ArrayList<>();

    public InitContainer initContainer;

    /** Deprecated by the reference in favour of {@code initContainer.image}. */
    public String initImage;

    /** Of the reference's sidecar; a storage has its own for Jobs. */
    @AnyObject
    public SecurityContext containerSecurityContext;

    /** Of the reference's sidecar; a storage has its own for Jobs. */
    @AnyObject
    public ResourceRequirements resources;

    /** Accepted and unused, as in the reference. */
    public String serviceAccountName;

    /** The pod to back up, unless a backup names another. */
    public String sourcePod;

    /** Retries of a run; left out: 6. */
    public Integer backoffLimit;

    public EncryptionKeySecret encryptionKeySecret;

    /** Where backups go, by name. */
    @OrEmpty
    public Map<String, StorageSpec> storages = new LinkedHashMap<>();

    @OrEmpty
    public List<Schedule> schedule = new ArrayList<>();

    public Pitr pitr;

    /** Left out: the tool image is asked. */
    public EngineName engine;

    public ChainPolicy chain;

    /** Who owns the data directory; left out: found out. */
    public DataOwner dataOwner;

    /** Left out: Reclone where the cluster has a {@code crVersion}, else Hold. */
    public ReplicasAfterRestore replicasAfterRestore;

    public boolean on() {
        return Boolean.TRUE.equals(enabled);
    }
}
