package dev.dromedary.run;

/**
 * Names a resource.
 *
 * @param kind such as {@code PerconaServerMySQLBackup}
 */
public record ResourceKey(String kind, String namespace, String name) {
    /** For a log. */
    public String title() {
        return kind + " " + namespace + "/" + name;
    }
}
