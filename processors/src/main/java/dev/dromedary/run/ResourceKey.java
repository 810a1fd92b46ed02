package dev.dromedary.run;

/**
 * Names a resource, or all of a kind.
 *
 * @param kind such as {@code PerconaServerMySQLBackup}
 * @param name null for all of the kind in the namespace; to list the backups of one cluster, its name
 */
public record ResourceKey(String kind, String namespace, String name) {}
