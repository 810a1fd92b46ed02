package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All objects of a kind, as the API server last told; what they are asked for costs no request. */
public final class Watched<T extends HasMetadata> {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

    /** What is told of a change. */
    interface Listener<T> {
        /**
         * An object was added, changed or deleted.
         *
         * @param before null if it is new
         * @param after null if it is gone; the same as before with a resync
         */
        void changed(T before, T after);
    }

    private final Class<T> type;
    private final List<SharedIndexInformer<T>> informers;

    private Watched(Class<T> type, List<SharedIndexInformer<T>> informers) {
        this.type = type;
        this.informers = informers;
    }

    /**
     * A watch that is not started yet.
     *
     * @param namespaces none for all
     * @param resync how often everything is told again; zero for never
     */
    static <T extends HasMetadata> Watched<T> of(
            KubernetesClient client,
            Class<T> type,
            Map<String, String> labels,
            List<String> namespaces,
            Duration resync,
            Listener<T> listener) {
        var resources = client.resources(type);
        List<SharedIndexInformer<T>> informers = (namespaces.isEmpty()
                        ? Stream.of(resources.inAnyNamespace())
                        : namespaces.stream().map(resources::inNamespace))
                .map(some -> some.withLabels(labels).runnableInformer(resync.toMillis()))
                .toList();
        informers.forEach(informer -> informer.itemStore(new SlimStore<>())
                .exceptionHandler(Watched::goesOn)
                .addEventHandler(new Teller<>(listener)));
        return new Watched<>(type, informers);
    }

    /** An API server that is away, or does not know the kind yet, or refuses it: all of that may pass. */
    private static boolean goesOn(boolean started, Throwable problem) {
        boolean hopeless = ExceptionHandler.isDeserializationException(problem);
        if (hopeless) {
            LOG.error("a resource cannot be read, the watch of its kind ends", problem);
        } else {
            LOG.warn("a watch is begun again: {}", problem.toString());
        }
        return !hopeless;
    }

    /** Completes when all there is has been listed, however long that takes. */
    CompletableFuture<Void> start() {
        return CompletableFuture.allOf(informers.stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    void stop() {
        informers.forEach(SharedIndexInformer::stop);
    }

    /** Whether changes are being told now. */
    boolean watching() {
        return informers.stream().allMatch(SharedIndexInformer::isWatching);
    }

    String kind() {
        return HasMetadata.getKind(type);
    }

    Class<T> type() {
        return type;
    }

    /** Not a copy: to be read only. */
    public Optional<T> get(String namespace, String name) {
        String key = Cache.namespaceKeyFunc(namespace, name);
        return informers.stream()
                .map(informer -> informer.getStore().getByKey(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * All of a namespace; no copies: to be read only.
     *
     * @param namespace null for all
     */
    public List<T> list(String namespace) {
        return informers.stream()
                .flatMap(informer -> namespace == null
                        ? informer.getStore().list().stream()
                        : informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream())
                .toList();
    }

    private record Teller<T>(Listener<T> listener) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            listener.changed(null, added);
        }

        @Override
        public void onUpdate(T before, T after) {
            listener.changed(before, after);
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            listener.changed(deleted, null);
        }
    }
}
