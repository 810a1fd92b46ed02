package dev.dromedary.reconcile;

import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.RunSpecification;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A resource as it was when it was looked at, and what has been written into its status and into Events since. */
final class StatusChange {
    private final HasMetadata resource;
    private final List<Condition> conditions;
    private final Consumer<Long> observed;
    private final Instant now;
    private final String before;
    private final List<Note> notes = new ArrayList<>();

    /**
     * Nothing is written yet.
     *
     * @param conditions of the resource's status
     * @param observed takes the generation of the resource that a condition is about
     */
    StatusChange(HasMetadata resource, List<Condition> conditions, Consumer<Long> observed, Instant now) {
        this.resource = resource;
        this.conditions = conditions;
        this.observed = observed;
        this.now = now;
        this.before = snapshot();
    }

    /** The spec is its owner's, and is not stored. */
    private String snapshot() {
        Object status = resource instanceof CustomResource<?, ?> custom ? custom.getStatus() : resource;
        return Serialization.asJson(Arrays.asList(resource.getMetadata(), status));
    }

    void condition(String type, boolean holds, String reason, String message) {
        condition(type, holds ? Conditions.TRUE : Conditions.FALSE, reason, message);
    }

    void condition(String type, String value, String reason, String message) {
        Long generation = resource.getMetadata().getGeneration();
        observed.accept(generation);
        Conditions.set(conditions, type, value, reason, message, generation, now);
    }

    void note(boolean warning, String reason, String message) {
        var metadata = resource.getMetadata();
        notes.add(new Note(
                new ResourceKey(resource.getKind(), metadata.getNamespace(), metadata.getName()),
                metadata.getUid(),
                warning,
                reason,
                message));
    }

    Decision decision(Next next, RunSpecification run) {
        return new Decision(resource, !before.equals(snapshot()), List.copyOf(notes), next, run);
    }
}
