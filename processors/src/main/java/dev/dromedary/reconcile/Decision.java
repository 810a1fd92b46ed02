package dev.dromedary.reconcile;

import dev.dromedary.run.Note;
import dev.dromedary.run.RunSpecification;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What is to be done about a resource: its status is written first, then its Events, then comes the next thing.
 *
 * @param resource with the status it is to have
 * @param changed whether the status differs from the stored one
 * @param run to be launched, if that is next
 */
public record Decision(HasMetadata resource, boolean changed, List<Note> notes, Next next, RunSpecification run) {
    /** What comes after the status is written. */
    public enum Next {
        /** Nothing until something changes. */
        WAIT,
        LAUNCH,
        /** Launch a run whose like has ended before. */
        RELAUNCH,
        STOP_SERVER,
        START_SERVER,
        /** Put back what a restore found of the cluster: its members, its owner's pause. */
        RESUME_CLUSTER,
        /** Scale the StatefulSet of a cluster to the size in its status. */
        SCALE,
        /** The resource is done: its leases are given back. */
        FINISH
    }
}
