package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources of a folder: each what its owner's document says, joined with what we know of it. Every answer is a copy. */
public final class FolderResources {
    private static final Logger LOG = LoggerFactory.getLogger(FolderResources.class);

    private final FolderState state;
    private final Documents documents;
    private final MadeFiles made;
    private final KnownResources known;
    private final Set<String> told = new HashSet<>();

    FolderResources(Folder folder, FolderState state, boolean readOnly) {
        this.state = state;
        this.known = new KnownResources(state, readOnly);
        this.documents = new Documents(folder, state, readOnly);
        this.made = new MadeFiles(folder.directory());
    }

    /**
     * Resources of a kind, those of all clusters, in the order of their creation; those whose state is damaged are left out
     * and logged.
     */
    public synchronized List<HasMetadata> list(ResourceList asked) {
        List<KnownResources.Joined> found = new ArrayList<>();
        for (Document document : documents.all()) {
            ResourceKey each = document.key();
            if (each.kind().equals(asked.kind())
                    && (asked.namespace() == null || each.namespace().equals(asked.namespace()))) {
                tryJoin(document).ifPresent(found::add);
            }
        }
        // What was never seen has no state yet and is the newest.
        found.sort(Comparator.comparingLong(
                each -> each.state() == null ? Long.MAX_VALUE : each.state().order()));
        return found.stream().map(KnownResources.Joined::resource).toList();
    }

    /**
     * The resource, or null.
     *
     * @throws BackupException {@code ResourceInvalid} if what we knew of it is damaged
     */
    public synchronized HasMetadata get(ResourceKey key) {
        return documents
                .find(key)
                .map(document -> known.join(document).resource())
                .orElse(null);
    }

    /**
     * Stores status, annotations and labels of a resource, and answers the stored copy. The spec is its owner's and is not
     * stored; what is stored of a resource whose document is gone shows when the document is back.
     */
    public synchronized HasMetadata update(HasMetadata resource) {
        var metadata = resource.getMetadata();
        ResourceKey key = key(resource);
        Optional<Document> document = documents.find(key);
        document.ifPresent(known::join);
        Optional<ResourceState> before = state.read(key);
        if (before.isPresent()) {
            JsonNode own = document.map(each -> each.tree().path("metadata")).orElse(Kinds.MAPPER.createObjectNode());
            ResourceState after = before.get()
                    .with(
                            KnownResources.ours(own.path("annotations"), metadata.getAnnotations()),
                            KnownResources.ours(own.path("labels"), metadata.getLabels()),
                            Kinds.MAPPER.valueToTree(resource).get("status"));
            if (!after.equals(before.get())) {
                state.write(key, after);
            }
        }
        return document.map(each -> known.join(each).resource()).orElse(resource);
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
        documents.find(key).ifPresent(known::join);
        documents.delete(key, resource.getMetadata().getUid());
        made.remove(key);
    }

    /** Deletes a resource together with what is stored of it, whether its owner has asked for that or not. */
    public synchronized void prune(HasMetadata resource) {
        ResourceKey key = key(resource);
        documents.find(key).ifPresent(document -> {
            known.join(document);
            documents.hold(document, resource.getMetadata().getUid());
        });
        delete(resource);
    }

    /** Deletes a resource whose file we made; of any other it is left to the owner of the file. */
    public synchronized void deleteMade(HasMetadata resource) {
        if (made.made(key(resource))) {
            delete(resource);
        } else {
            LOG.debug("{} goes when its file is gone", key(resource).title());
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

    /** The resources that are left out of lists because what we knew of them is damaged. */
    synchronized List<Problem> damaged() {
        return documents.damaged();
    }

    private Optional<KnownResources.Joined> tryJoin(Document document) {
        try {
            return Optional.of(known.join(document));
        } catch (BackupException e) {
            if (told.add(e.describe())) {
                LOG.error("{} is left out: {}", document.key().title(), e.describe());
            }
            return Optional.empty();
        }
    }
}
