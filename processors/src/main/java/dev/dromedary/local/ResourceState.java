package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a resource beside what its owner wrote.
 *
 * @param order of its first sight among all; two resources of one second are told apart by it
 * @param specHash of the spec that {@code generation} counts
 * @param annotations set by us; the document's own are not among them
 * @param labels as the annotations
 * @param status null until there is one
 * @param document the owner's last word, where the resource does not go with its file; null for all others
 * @param deletionTimestamp since when it is being deleted, or null
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
        JsonNode status,
        JsonNode document,
        String deletionTimestamp) {
    ResourceState {
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        status = present(status);
        document = present(document);
    }

    /** A null that was written is read as a node. */
    private static JsonNode present(JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    /** Whether it goes on without a document, or as a memory of what a document that is still there stood for. */
    boolean lasts() {
        return document != null || deletionTimestamp != null;
    }

    /** It was deleted, and its file is there still. */
    boolean gone() {
        return deletionTimestamp != null && document == null;
    }

    ResourceState withDocument(String hash, JsonNode newDocument) {
        long next = hash.equals(specHash) ? generation : generation + 1;
        return of(next, hash, annotations, labels, status, newDocument, deletionTimestamp);
    }

    /** This state itself if nothing of it changes. */
    ResourceState with(Map<String, String> newAnnotations, Map<String, String> newLabels, JsonNode newStatus) {
        ResourceState changed =
                of(generation, specHash, newAnnotations, newLabels, newStatus, document, deletionTimestamp);
        boolean same = changed.annotations.equals(annotations)
                && changed.labels.equals(labels)
                && Objects.equals(changed.status, status);
        return same ? this : changed;
    }

    ResourceState deleted(String when) {
        return of(generation, specHash, annotations, labels, status, document, when);
    }

    ResourceState released() {
        return of(generation, specHash, annotations, labels, status, null, deletionTimestamp);
    }

    private ResourceState of(
            long newGeneration,
            String newHash,
            Map<String, String> newAnnotations,
            Map<String, String> newLabels,
            JsonNode newStatus,
            JsonNode newDocument,
            String newDeletion) {
        return new ResourceState(
                uid,
                creationTimestamp,
                order,
                newGeneration,
                resourceVersion + 1,
                newHash,
                newAnnotations,
                newLabels,
                newStatus,
                newDocument,
                newDeletion);
    }
}
