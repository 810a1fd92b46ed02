package dev.dromedary.reconcile;

/** The stages of a restore, in their order. Each is a condition of it: true when done, false when broken, unknown while under way. */
enum RestoreStage {
    PLANNED("Planned"),
    VERIFIED("Verified"),
    PAUSED("Paused"),
    STAGED("Staged"),
    PREPARED("Prepared"),
    SWAPPED("Swapped"),
    STARTED("Started"),
    ACCEPTED("Accepted"),
    /** The cluster is what it was before. Only in Kubernetes, where a server has members and its owner may have paused it. */
    RESUMED("Resumed");

    private final String type;

    RestoreStage(String type) {
        this.type = type;
    }

    /** Of the condition. */
    String type() {
        return type;
    }
}
