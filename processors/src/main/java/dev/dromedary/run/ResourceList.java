package dev.dromedary.run;

/**
 * Asks for resources of a kind.
 *
 * @param kind such as {@code PerconaServerMySQLBackup}
 * @param namespace null for all that are watched
 * @param cluster null for those of all clusters; for backups and the cluster itself, the name of one. A platform that has few
 *     resources may answer with those of others, too
 */
public record ResourceList(String kind, String namespace, String cluster) {
    /** All of a kind; the namespace may be null. */
    public ResourceList(String kind, String namespace) {
        this(kind, namespace, null);
    }
}
