package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Default;

/** The servers of a cluster. */
@PreserveUnknownFields
public class MySqlSection extends Extensible {

    @Default("group-replication")
    public ClusterType clusterType;

    @JsonPropertyDescription("Members of the cluster.")
    public Integer size;

    public Bootstrap bootstrap;

    @JsonPropertyDescription("Left out: <cluster>-vault, mounted if it is there.")
    public String vaultSecretName;

    @JsonPropertyDescription("The text of my.cnf; what it says of compression is read.")
    public String configuration;

    @JsonPropertyDescription("Left out: <cluster>-mysql.")
    public String statefulSetName;

    @JsonPropertyDescription("The claim template that holds the data; left out: datadir.")
    public String dataVolume;

    @JsonPropertyDescription(
            "Who logs in for a backup, and the key of its password in secretsName; left out: xtrabackup.")
    public String backupUser;

    public String dataVolumeOrDefault() {
        return dataVolume == null || dataVolume.isEmpty() ? "datadir" : dataVolume;
    }

    public String backupUserOrDefault() {
        return backupUser == null || backupUser.isEmpty() ? "xtrabackup" : backupUser;
    }
}
