package dev.dromedary.api;

import io.fabric8.generator.annotation.Default;

/** The servers of a cluster. */
public class MySqlSection extends Extensible {

    @Default("group-replication")
    public ClusterType clusterType;

    /** Members of the cluster. */
    public Integer size;

    public Bootstrap bootstrap;

    /** Left out: {@code <cluster>-vault}, mounted if it is there. */
    public String vaultSecretName;

    /** The text of my.cnf; what it says of compression is read. */
    public String configuration;

    /** Left out: {@code <cluster>-mysql}. */
    public String statefulSetName;

    /** The claim template that holds the data; left out: {@code datadir}. */
    public String dataVolume;

    /** Who logs in for a backup, and the key of its password in {@code secretsName}; left out: {@code xtrabackup}. */
    public String backupUser;

    public String dataVolumeOrDefault() {
        return dataVolume == null || dataVolume.isEmpty() ? "datadir" : dataVolume;
    }

    public String backupUserOrDefault() {
        return backupUser == null || backupUser.isEmpty() ? "xtrabackup" : backupUser;
    }
}
