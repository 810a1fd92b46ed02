package dev.dromedary.api;

/** How a cluster was before a restore stopped it. */
public class PausedCluster extends Extensible {

    /** Of its StatefulSet. */
    public Integer replicas;

    /** What its owner had said. */
    public Boolean pause;
}
