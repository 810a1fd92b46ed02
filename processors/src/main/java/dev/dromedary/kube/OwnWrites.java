package dev.dromedary.kube;

import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What we wrote and the watch has not told yet: who writes must see his own writing when he looks again. */
final class OwnWrites {
    private final Map<ResourceKey, HasMetadata> written = new ConcurrentHashMap<>();

    void add(HasMetadata stored) {
        written.put(Watches.key(stored), stored);
    }

    /** The newer of what is watched and what was written; empty if that was the end of it. */
    <T extends HasMetadata> Optional<T> newer(T watched) {
        ResourceKey key = Watches.key(watched);
        HasMetadata own = written.get(key);
        if (own == null) {
            return Optional.of(watched);
        }
        boolean sameObject =
                own.getMetadata().getUid().equals(watched.getMetadata().getUid());
        if (sameObject && gone(own)) {
            return Optional.empty();
        }
        if (!sameObject || version(watched) >= version(own)) {
            written.remove(key, own);
            return Optional.of(watched);
        }
        @SuppressWarnings("unchecked") // A key has one kind, and a kind one class.
        T newer = (T) own;
        return Optional.of(newer);
    }

    /**
     * Whether a deletion ended with what was written. Its version does not tell: whoever removes the last finalizer is
     * answered with the version that he read, and nothing is stored any more.
     */
    private static boolean gone(HasMetadata own) {
        return own.isMarkedForDeletion() && own.getFinalizers().isEmpty();
    }

    void forget(ResourceKey gone) {
        written.remove(gone);
    }

    /** Opaque by the book, but a growing number in every API server there is, which client-go counts on as well. */
    private static long version(HasMetadata resource) {
        return Long.parseLong(resource.getMetadata().getResourceVersion());
    }
}
