package dev.dromedary.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.part.Hash;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of a folder: each what its owner's document says, joined with what we know of it. Every answer is a copy. */
public final class FolderResources {
    private static final Logger LOG = LoggerFactory.getLogger(FolderResources.class);

    private record Joined(ResourceState state, HasMetadata resource) {}

    private final FolderState state;
    private final Documents documents;
    private final MadeFiles made;
    private final boolean readOnly;
    private final Set<String> told = new HashSet<>();

    FolderResources(Folder folder, FolderState state, boolean readOnly) {
        this.state = state;
        this.readOnly = readOnly;
        this.documents = new Documents(folder, state, readOnly);
        this.made = new MadeFiles(folder.directory());
    }

    /**
     * All resources of a kind, in the order of their creation; those whose state is damaged are left out and logged.
     *
     * @param key its namespace may be null for all, its name is not looked at
     */
    public synchronized List<HasMetadata> list(ResourceKey key) {
        List<Joined> found = new ArrayList<>();
        for (Document document : documents.all()) {
            ResourceKey each = document.key();
            if (each.kind().equals(key.kind())
                    && (key.namespace() == null || each.namespace().equals(key.namespace()))) {
                tryJoin(document).ifPresent(found::add);
            }
        }
        // What was never seen has no state yet and is the newest.
        found.sort(Comparator.comparingLong(
                each -> each.state() == null ? Long.MAX_VALUE : each.state().order()));
        return found.stream().map(Joined::resource).toList();
    }

    /**
     * The resource, or null.
     *
     * @throws BackupException {@code ResourceInvalid} if what we knew of it is damaged
     */
    public synchronized HasMetadata get(ResourceKey key) {
        return documents.find(key).map(document -> join(document).resource()).orElse(null);
    }

    /**
     * Stores status, annotations and labels of a resource, and answers the stored copy. The spec is its owner's and is not
     * stored; what is stored of a resource whose document is gone shows when the document is back.
     */
    public synchronized HasMetadata update(HasMetadata resource) {
        var metadata = resource.getMetadata();
        ResourceKey key = key(resource);
        Optional<Document> document = documents.find(key);
        document.ifPresent(this::join);
        Optional<ResourceState> before = state.read(key);
        if (before.isPresent()) {
            JsonNode own = document.map(each -> each.tree().path("metadata")).orElse(Kinds.MAPPER.createObjectNode());
            ResourceState after = before.get()
                    .with(
                            ours(own.path("annotations"), metadata.getAnnotations()),
                            ours(own.path("labels"), metadata.getLabels()),
                            Kinds.MAPPER.valueToTree(resource).get("status"));
            if (!after.equals(before.get())) {
                state.write(key, after);
            }
        }
        return document.map(each -> join(each).resource()).orElse(resource);
    }

    /**
     * Makes a resource, as a file of its own.
     *
     * @return false, with nothing changed, if there is one of that name
     */
    public synchronized boolean create(HasMetadata resource) {
        ResourceKey key = key(resource);
        if (documents.known(key)) {
            return false;
        }
        // What is known of a former one of that name, whose file is gone, is not to be taken for this one's.
        state.drop(key);
        made.create(resource);
        return true;
    }

    /** Deletes a resource, unless it is another one of that name by now. Its file stays where its owner is not us. */
    public synchronized void delete(HasMetadata resource) {
        ResourceKey key = key(resource);
        documents.find(key).ifPresent(this::join);
        documents.delete(key, resource.getMetadata().getUid());
        made.remove(key);
    }

    /** Deletes a resource together with what is stored of it, whether its owner has asked for that or not. */
    public synchronized void prune(HasMetadata resource) {
        ResourceKey key = key(resource);
        documents.find(key).ifPresent(document -> {
            join(document);
            documents.hold(document, resource.getMetadata().getUid());
        });
        delete(resource);
    }

    /** Deletes a resource whose file we made; of any other it is left to the owner of the file. */
    public synchronized void deleteMade(HasMetadata resource) {
        if (made.made(key(resource))) {
            delete(resource);
        } else {
            LOG.debug("{} goes when its file is gone", Kinds.title(key(resource)));
        }
    }

    /** Lets a resource go that is being deleted. */
    public synchronized void release(HasMetadata resource) {
        documents.release(key(resource), resource.getMetadata().getUid());
    }

    static ResourceKey key(HasMetadata resource) {
        var metadata = resource.getMetadata();
        return new ResourceKey(resource.getKind(), metadata.getNamespace(), metadata.getName());
    }

    /** Whether a resource's file is gone, and the folder was not left alone long enough to believe it. */
    public synchronized boolean leaving() {
        return documents.leaving();
    }

    /** What differs from the owner's document. What the owner wrote cannot be taken away by us. */
    private static Map<String, String> ours(JsonNode own, Map<String, String> all) {
        Map<String, String> differing = new HashMap<>(all == null ? Map.of() : all);
        differing
                .entrySet()
                .removeIf(entry -> entry.getValue() == null
                        || entry.getValue().equals(own.path(entry.getKey()).asText(null)));
        return differing;
    }

    /** The resources that are left out of lists because what we knew of them is damaged. */
    synchronized List<Problem> damaged() {
        return documents.damaged();
    }

    private Optional<Joined> tryJoin(Document document) {
        try {
            return Optional.of(join(document));
        } catch (BackupException e) {
            if (told.add(e.describe())) {
                LOG.error("{} is left out: {}", Kinds.title(document.key()), e.describe());
            }
            return Optional.empty();
        }
    }

    private Joined join(Document document) {
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
            throw new IllegalStateException(Kinds.title(document.key()), e);
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
}
