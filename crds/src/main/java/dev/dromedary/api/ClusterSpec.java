package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** What is wanted of a cluster; of it we read what backups and restores need. */
@PreserveUnknownFields
public class ClusterSpec extends Extensible {

    @JsonPropertyDescription(
            "Version of the reference the manifest was written for; absent where the reference never ran the cluster.")
    public String crVersion;

    @JsonPropertyDescription("Put on what is made for the cluster.")
    public ObjectLabels metadata;

    @JsonPropertyDescription("Ask for the cluster to be stopped, its data kept.")
    public Boolean pause;

    @JsonPropertyDescription("Users and passwords; left out: <cluster>-secrets.")
    public String secretsName;

    @JsonPropertyDescription("Left out: <cluster>-ssl.")
    public String sslSecretName;

    public UnsafeFlags unsafeFlags;

    public MySqlSection mysql;

    public BackupSection backup;

    @JsonPropertyDescription("A server on this host instead of one in Kubernetes; read in standalone only.")
    public LocalServer local;

    public boolean paused() {
        return Boolean.TRUE.equals(pause);
    }
}
