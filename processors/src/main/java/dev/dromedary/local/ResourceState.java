package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.api.Names;
import java.util.HashMap;
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
                of(generation, specHash, kept(newAnnotations), newLabels, newStatus, document, deletionTimestamp);
        boolean same = changed.annotations.equals(annotations)
                && changed.labels.equals(labels)
                && Objects.equals(changed.status, status);
        return same ? this : changed;
    }

    /** It stays when it is deleted, though its owner has not written our finalizer into its document. */
    ResourceState held(JsonNode last) {
        Map<String, String> marked = new HashMap<>(annotations);
        marked.put(Names.PRUNED_ANNOTATION, "true");
        return of(generation, specHash, marked, labels, status, last, deletionTimestamp);
    }

    boolean held() {
        return annotations.containsKey(Names.PRUNED_ANNOTATION);
    }

    /** Writes what is known beside a document into it. */
    void join(ObjectNode tree) {
        ObjectNode metadata = tree.withObjectProperty("metadata");
        metadata.put("uid", uid)
                .put("creationTimestamp", creationTimestamp)
                .put("generation", generation)
                .put("resourceVersion", Long.toString(resourceVersion));
        if (deletionTimestamp != null) {
            metadata.put("deletionTimestamp", deletionTimestamp);
        }
        if (held()) {
            metadata.withArrayProperty("finalizers").add(Names.DELETE_BACKUP_FINALIZER);
        }
        merge(metadata, "annotations", annotations);
        merge(metadata, "labels", labels);
        if (status != null && !status.isNull()) {
            tree.set("status", status);
        }
    }

    private static void merge(ObjectNode metadata, String section, Map<String, String> ours) {
        if (!ours.isEmpty()) {
            ObjectNode all = metadata.withObjectProperty(section);
            ours.forEach(all::put);
        }
    }

    /** Who read it before it was marked does not take the mark away. */
    private Map<String, String> kept(Map<String, String> newAnnotations) {
        Map<String, String> kept = new HashMap<>(newAnnotations);
        if (held()) {
            kept.put(Names.PRUNED_ANNOTATION, annotations.get(Names.PRUNED_ANNOTATION));
        }
        return kept;
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
