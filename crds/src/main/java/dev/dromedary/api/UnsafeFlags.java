package dev.dromedary.api;

/** What the cluster's owner allows although it may end badly. */
public class UnsafeFlags extends Extensible {

    /** Back up a cluster that is not ready, if one of its pods is. */
    public Boolean backupNonReadyCluster;
}
