package dev.dromedary.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.part.Hash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Joins what its owner's document says of a resource with what we know of it. */
final class KnownResources {
    /** @param state null where the resource was never seen */
    record Joined(ResourceState state, HasMetadata resource) {}

    private final FolderState state;
    private final boolean readOnly;

    KnownResources(FolderState state, boolean readOnly) {
        this.state = state;
        this.readOnly = readOnly;
    }

    /** The resource; where it was never seen, that it is now is written down. */
    Joined join(Document document) {
        ResourceState known = current(document);
        ObjectNode tree = document.tree().deepCopy();
        ObjectNode metadata = (ObjectNode) tree.get("metadata");
        metadata.remove(List.of(
                "uid", "creationTimestamp", "generation", "resourceVersion", "managedFields", "deletionTimestamp"));
        metadata.put("namespace", document.key().namespace());
        if (known != null) {
            known.join(tree);
        }
        try {
            return new Joined(
                    known,
                    Kinds.MAPPER.treeToValue(
                            tree, Kinds.type(document.key().kind()).orElseThrow()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(document.key().title(), e);
        }
    }

    /** Null only where nothing may be written and the resource was never seen. */
    private ResourceState current(Document document) {
        ResourceState known = state.read(document.key()).orElse(null);
        if (readOnly) {
            return known;
        }
        String hash = hash(document.tree().get("spec"));
        boolean lasts = Kinds.outlivesItsFile(document) || (known != null && known.held());
        JsonNode last = lasts ? document.tree() : null;
        if (known == null) {
            return state.first(document.key(), hash, last);
        }
        boolean same = hash.equals(known.specHash()) && Objects.equals(last, known.document());
        return same ? known : state.write(document.key(), known.withDocument(hash, last));
    }

    private static String hash(JsonNode spec) {
        try {
            // By way of maps, which are written in the order of their keys: moving a line is no change.
            return Hash.sha256(Kinds.MAPPER.writeValueAsBytes(Kinds.MAPPER.treeToValue(spec, Object.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What differs from the owner's document. What the owner wrote cannot be taken away by us. */
    static Map<String, String> ours(JsonNode own, Map<String, String> all) {
        Map<String, String> differing = new HashMap<>(all == null ? Map.of() : all);
        differing
                .entrySet()
                .removeIf(entry -> entry.getValue() == null
                        || entry.getValue().equals(own.path(entry.getKey()).asText(null)));
        return differing;
    }
}
