package dev.dromedary.reconcile;

import dev.dromedary.run.Note;
import dev.dromedary.run.RunSpecification;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;

/**
 * What is to be done about a resource: its status is written first, then its Events, then comes the next thing.
 *
 * @param resource with the status it is to have
 * @param changed whether the status differs from the stored one
 * @param run to be launched, if that is next
 * @param child to be deleted, if that is next
 * @param marked another resource that is written before this one, or null
 * @param again when to look at it again, even if nothing happens until then; zero for never
 */
public record Decision(
        HasMetadata resource,
        boolean changed,
        List<Note> notes,
        Next next,
        RunSpecification run,
        HasMetadata child,
        HasMetadata marked,
        Duration again) {
    /** What comes after the status is written. */
    public enum Next {
        /** Nothing until something changes. */
        WAIT,
        LAUNCH,
        /** Launch a run whose like has ended before. */
        RELAUNCH,
        /** Drop a run that has ended. */
        FORGET,
        STOP_SERVER,
        START_SERVER,
        /** Put back what a restore found of the cluster: its members, its owner's pause. */
        RESUME_CLUSTER,
        /** Scale the StatefulSet of a cluster to the size in its status. */
        SCALE,
        /** The resource is done: its leases are given back. */
        FINISH,
        /** Another resource goes before this one. */
        DELETE_CHILD,
        /** The resource may go: its leases are given back, and our finalizer is taken off. */
        RELEASE
    }

    public Decision(HasMetadata resource, boolean changed, List<Note> notes, Next next, RunSpecification run) {
        this(resource, changed, notes, next, run, null, null, Duration.ZERO);
    }

    Decision again(Duration later) {
        return new Decision(resource, changed, notes, next, run, child, marked, later);
    }

    /** The same, looked at again when another decision wants it, if that is sooner. */
    public Decision noLaterThan(Decision other) {
        boolean sooner = !other.again.isZero() && (again.isZero() || other.again.compareTo(again) < 0);
        return sooner ? again(other.again) : this;
    }

    /** Not called child: where a route says {@code ${body.child}}, Camel would find two methods of that name and call none. */
    Decision before(HasMetadata other) {
        return new Decision(resource, changed, notes, next, run, other, marked, again);
    }

    /** As {@link #before}, not called like the component it sets. */
    Decision marking(HasMetadata other) {
        return new Decision(resource, changed, notes, next, run, child, other, again);
    }
}
