package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What is known of a resource beside what its owner wrote.
 *
 * @param order of its first sight among all; two resources of one second are told apart by it
 * @param specHash of the spec that {@code generation} counts
 * @param annotations set by us; the document's own are not among them
 * @param labels as the annotations
 * @param status null until there is one
 */
record ResourceState(
        String uid,
        String creationTimestamp,
        long order,
        long generation,
        long resourceVersion,
        String specHash,
        Map<String, String> annotations,
        Map<String, String> labels,
        JsonNode status) {
    ResourceState {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    ResourceState withSpec(String hash) {
        return new ResourceState(
                uid, creationTimestamp, order, generation + 1, resourceVersion + 1, hash, annotations, labels, status);
    }

    /** This state itself if nothing of it changes. */
    ResourceState with(Map<String, String> newAnnotations, Map<String, String> newLabels, JsonNode newStatus) {
        ResourceState changed = new ResourceState(
                uid,
                creationTimestamp,
                order,
                generation,
                resourceVersion,
                specHash,
                newAnnotations,
                newLabels,
                newStatus);
        return changed.equals(this)
                ? this
                : new ResourceState(
                        uid,
                        creationTimestamp,
                        order,
                        generation,
                        resourceVersion + 1,
                        specHash,
                        newAnnotations,
                        newLabels,
                        newStatus);
    }
}
