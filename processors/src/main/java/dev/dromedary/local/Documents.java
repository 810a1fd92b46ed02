package dev.dromedary.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of all resources there are: those of the folder, and the last ones of resources that are not done with
 * though their files are gone. Those are being deleted.
 */
final class Documents {
    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Folder folder;
    private final FolderState state;
    private final boolean readOnly;

    Documents(Folder folder, FolderState state, boolean readOnly) {
        this.folder = folder;
        this.state = state;
        this.readOnly = readOnly;
    }

    List<Document> all() {
        Map<ResourceKey, Document> all = new LinkedHashMap<>();
        folder.documents().forEach(document -> all.put(document.key(), document));
        boolean believed = !readOnly && folder.readable() && quiet();
        for (var each : state.lasting().entrySet()) {
            ResourceKey key = each.getKey();
            ResourceState known = each.getValue();
            if (believed && !all.containsKey(key)) {
                missing(key, known);
            }
            if (known.gone()) {
                all.remove(key);
            } else {
                all.putIfAbsent(key, last(key, known));
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * A document that is missing from a folder that was left alone was taken out. An editor, or a copy that is under way,
     * leaves a file out or empty for a moment.
     */
    private boolean quiet() {
        // The clock of the machine on purpose: it is the one that stamps the files.
        return Duration.between(folder.lastChange(), Instant.now()).compareTo(QUIET) > 0;
    }

    private void missing(ResourceKey key, ResourceState known) {
        if (known.gone()) {
            state.drop(key);
        } else if (known.deletionTimestamp() == null) {
            state.delete(key, known);
        }
    }

    Optional<Document> find(ResourceKey key) {
        ResourceState known = state.lasting().get(key);
        if (known != null && known.gone()) {
            return Optional.empty();
        }
        return folder.document(key).or(() -> Optional.ofNullable(known).map(last -> last(key, last)));
    }

    /** Whether there is a resource of that name, or the file of one that was deleted. */
    boolean known(ResourceKey key) {
        return folder.document(key).isPresent() || state.lasting().containsKey(key);
    }

    /** The resource stays when it is deleted, until it is released. */
    void hold(Document document, String uid) {
        state.read(document.key())
                .filter(each -> each.uid().equals(uid) && !each.lasts())
                .ifPresent(each -> state.write(document.key(), each.held(document.tree())));
    }

    /** The resource is being deleted from now on; without our finalizer it goes at once. */
    void delete(ResourceKey key, String uid) {
        Optional<ResourceState> known =
                state.read(key).filter(each -> each.uid().equals(uid)).filter(each -> each.deletionTimestamp() == null);
        known.ifPresent(each -> {
            state.delete(key, each);
            if (each.document() == null) {
                LOG.info("{} is gone", key.title());
            }
        });
    }

    /**
     * The resource goes. Where its file is there again, that stands for nothing until it was away: it must not be taken
     * for a backup to take.
     */
    void release(ResourceKey key, String uid) {
        ResourceState known = state.lasting().get(key);
        if (known == null || known.deletionTimestamp() == null || !known.uid().equals(uid)) {
            return;
        }
        if (folder.document(key).isPresent()) {
            state.write(key, known.released());
        } else {
            state.drop(key);
        }
    }

    private Document last(ResourceKey key, ResourceState known) {
        return new Document(key, (ObjectNode) known.document(), folder.directory(), 0);
    }

    /** Whether a document is missing that is not believed to be taken out yet, but will be. */
    boolean leaving() {
        return folder.readable()
                && state.lasting().entrySet().stream()
                        .anyMatch(each -> each.getValue().deletionTimestamp() == null
                                && folder.document(each.getKey()).isEmpty());
    }

    /** Those whose resources are left out because what we knew of them is damaged. */
    List<Problem> damaged() {
        List<Problem> problems = new ArrayList<>();
        for (Document document : folder.documents()) {
            try {
                if (Kinds.type(document.key().kind()).isPresent()) {
                    state.read(document.key());
                }
            } catch (BackupException e) {
                problems.add(new Problem(document.file(), document.line(), e.describe()));
            }
        }
        return problems;
    }
}
