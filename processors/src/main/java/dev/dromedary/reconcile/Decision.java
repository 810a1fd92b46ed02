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
 * @param again when to look at it again, even if nothing happens until then; zero for never
 */
public record Decision(
        HasMetadata resource,
        boolean changed,
        List<Note> notes,
        Next next,
        RunSpecification run,
        HasMetadata child,
        Duration again) {
    /** What comes after the status is written. */
    public enum Next {
        /** Nothing until something changes. */
        WAIT,
        LAUNCH,
        /** Launch a run whose like has ended before. */
        RELAUNCH,
        STOP_SERVER,
        START_SERVER,
        /** The resource is done: its leases are given back. */
        FINISH,
        /** Another resource goes before this one. */
        DELETE_CHILD,
        /** The resource may go: its leases are given back, and our finalizer is taken off. */
        RELEASE
    }

    public Decision(HasMetadata resource, boolean changed, List<Note> notes, Next next, RunSpecification run) {
        this(resource, changed, notes, next, run, null, Duration.ZERO);
    }

    Decision again(Duration later) {
        return new Decision(resource, changed, notes, next, run, child, later);
    }

    Decision child(HasMetadata other) {
        return new Decision(resource, changed, notes, next, run, other, again);
    }
}
