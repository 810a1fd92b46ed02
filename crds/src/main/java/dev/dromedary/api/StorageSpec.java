package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where backups go, and what the pods of its runs look like. */
@PreserveUnknownFields
public class StorageSpec extends Extensible {

    @JsonPropertyDescription("The name of a storage template: s3, gcs, azure, file, sftp or one of your own.")
    @Required
    public String type;

    public S3Spec s3;

    public GcsSpec gcs;

    public AzureSpec azure;

    @JsonPropertyDescription("Left out: true. Not filled in by the schema, as in the reference.")
    public Boolean verifyTLS;

    @JsonPropertyDescription("Parameters of the storage template.")
    @OrEmpty
    public Map<String, String> options = new LinkedHashMap<>();

    @JsonPropertyDescription(
            "How backups are written: stream (left out), or xbcloud, which the reference's tools can read; for xtrabackup.")
    public Layout layout;

    @JsonPropertyDescription("Names of further storages that get every part in the same run.")
    @OrEmpty
    public List<String> copies = new ArrayList<>();

    @JsonPropertyDescription("How many copies have to be complete for a backup to succeed; left out: all of them.")
    public Integer copiesRequired;

    @JsonPropertyDescription("For types without a block of their own; left out: the default chain of the SDK.")
    public String credentialsSecret;

    @JsonPropertyDescription("Left out: the one of spec.backup.")
    public EncryptionKeySecret encryptionKeySecret;

    public ContainerOptions containerOptions;

    @JsonPropertyDescription("Accepted and unused, as in the reference.")
    @AnyObject
    @OrEmpty
    public Map<String, Object> volumeSpec = new LinkedHashMap<>();

    @OrEmpty
    public Map<String, String> nodeSelector = new LinkedHashMap<>();

    @AnyObject
    public ResourceRequirements resources;

    @AnyObject
    public Affinity affinity;

    @AnyObjects
    @OrEmpty
    public List<TopologySpreadConstraint> topologySpreadConstraints = new ArrayList<>();

    @AnyObjects
    @OrEmpty
    public List<Toleration> tolerations = new ArrayList<>();

    @JsonPropertyDescription("On the Job only.")
    @OrEmpty
    public Map<String, String> annotations = new LinkedHashMap<>();

    @JsonPropertyDescription("On the Job and its pod.")
    @OrEmpty
    public Map<String, String> labels = new LinkedHashMap<>();

    @JsonPropertyDescription(
            "Which chains are kept in it, its own and copies of others'; left out: what spec.backup says.")
    public RetentionPolicy retention;

    public String schedulerName;

    public String priorityClassName;

    @AnyObject
    public PodSecurityContext podSecurityContext;

    @AnyObject
    public SecurityContext containerSecurityContext;

    public String runtimeClassName;

    /** True unless it is said otherwise. */
    public boolean verifiesTls() {
        return !Boolean.FALSE.equals(verifyTLS);
    }
}
