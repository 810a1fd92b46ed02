package dev.dromedary.api;

/** What is wanted of a cluster; of it we read what backups and restores need. */
public class ClusterSpec extends Extensible {

    /** Version of the reference the manifest was written for; absent where the reference never ran the cluster. */
    public String crVersion;

    /** Put on what is made for the cluster. */
    public ObjectLabels metadata;

    /** Ask for the cluster to be stopped, its data kept. */
    public Boolean pause;

    /** Users and passwords; left out: {@code <cluster>-secrets}. */
    public String secretsName;

    /** Left out: {@code <cluster>-ssl}. */
    public String sslSecretName;

    public UnsafeFlags unsafeFlags;

    public MySqlSection mysql;

    public BackupSection backup;

    /** A server on this host instead of one in Kubernetes; read in standalone only. */
    public LocalServer local;

    public boolean paused() {
        return Boolean.TRUE.equals(pause);
    }
}
