package dev.dromedary.reconcile;

import dev.dromedary.api.PerconaServerMySQL;
import java.time.Instant;

/**
 * What is wanted of the server of a cluster. A plain host has one server and no pause; it needs the cluster only.
 *
 * @param pause what {@code spec.pause} is to say; null leaves it out
 * @param members that are to run when the cluster is not paused
 * @param reclone whether the claims of all members but the first are deleted, so that they copy themselves from it
 * @param since when it was wanted first; the time limit counts from there
 */
public record ServerAction(PerconaServerMySQL cluster, Boolean pause, int members, boolean reclone, Instant since) {
    public boolean paused() {
        return Boolean.TRUE.equals(pause);
    }
}
