package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The resources of the API server. Reading costs no request: it is what was watched, or what we wrote since. Every answer
 * is a copy. Whatever is written is refused if the resource is not as it was read, and the next look decides anew.
 */
public final class KubeResources {
    private static final Comparator<HasMetadata> CREATION = Comparator.<HasMetadata, String>comparing(
                    resource -> resource.getMetadata().getCreationTimestamp())
            .thenComparing(resource -> resource.getMetadata().getName());

    private final KubernetesClient client;
    private final Map<String, Watched<? extends HasMetadata>> kinds = new HashMap<>();
    private final OwnWrites own = new OwnWrites();
    private final KubernetesSerialization form;

    public KubeResources(KubernetesClient client, Watches watches) {
        this.client = client;
        this.form = client.getKubernetesSerialization();
        Stream.of(watches.clusters(), watches.backups(), watches.restores())
                .forEach(kind -> kinds.put(kind.kind(), kind));
    }

    /** Resources of a kind, in the order of their creation; of one second, in that of their names. */
    public List<HasMetadata> list(ResourceList asked) {
        return kinds.get(asked.kind()).list(asked.namespace()).stream()
                .flatMap(resource -> own.newer(resource).stream())
                // Before they are copied, which takes longer than all the rest.
                .filter(resource -> Concerned.isOf(resource, asked.cluster()))
                .sorted(CREATION)
                .<HasMetadata>map(form::clone)
                .toList();
    }

    /** The resource, or null. */
    public HasMetadata get(ResourceKey key) {
        return current(key).map(form::clone).orElse(null);
    }

    private Optional<HasMetadata> current(ResourceKey key) {
        Optional<? extends HasMetadata> watched = kinds.get(key.kind()).get(key.namespace(), key.name());
        if (watched.isEmpty()) {
            own.forget(key);
        }
        return watched.flatMap(own::newer);
    }

    /**
     * Stores status, annotations and labels of a resource that was read here. The spec is its owner's and is not stored.
     *
     * @return the stored copy
     */
    public HasMetadata update(HasMetadata resource) {
        String version = resource.getMetadata().getResourceVersion();
        Optional<HasMetadata> before = current(Watches.key(resource));
        Map<String, Object> changes = new HashMap<>();
        before.map(HasMetadata::getMetadata).ifPresent(metadata -> {
            put(
                    changes,
                    "annotations",
                    metadata.getAnnotations(),
                    resource.getMetadata().getAnnotations());
            put(changes, "labels", metadata.getLabels(), resource.getMetadata().getLabels());
        });
        if (!changes.isEmpty()) {
            version = patch(resource, changes).getMetadata().getResourceVersion();
        }
        HasMetadata wanted = form.clone(resource);
        wanted.getMetadata().setResourceVersion(version);
        HasMetadata stored = client.resource(wanted).updateStatus();
        own.add(stored);
        return form.clone(stored);
    }

    /** Lets a resource that is being deleted go, as far as we are concerned: others may have finalizers of their own. */
    public void release(HasMetadata resource) {
        List<String> finalizers = new ArrayList<>(resource.getMetadata().getFinalizers());
        if (!finalizers.remove(Names.DELETE_BACKUP_FINALIZER)) {
            return;
        }
        try {
            own.add(patch(resource, new HashMap<>(Map.of("finalizers", finalizers))));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * Makes a resource; its status is not stored with it.
     *
     * @return false, with nothing changed, if there is one of that name
     */
    public boolean create(HasMetadata resource) {
        try {
            own.add(client.resource(resource).create());
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /** Asks for a resource to be deleted, unless it is another one of that name by now. */
    public void delete(HasMetadata resource) {
        at(resource)
                .lockResourceVersion(resource.getMetadata().getResourceVersion())
                .delete();
    }

    /** Deletes a resource together with what is stored of it, whether its owner has asked for that or not. */
    public void prune(HasMetadata resource) {
        List<String> finalizers = new ArrayList<>(resource.getMetadata().getFinalizers());
        if (finalizers.contains(Names.DELETE_BACKUP_FINALIZER)) {
            delete(resource);
            return;
        }
        finalizers.add(Names.DELETE_BACKUP_FINALIZER);
        HasMetadata held = patch(resource, new HashMap<>(Map.of("finalizers", finalizers)));
        own.add(held);
        delete(held);
    }

    private HasMetadata patch(HasMetadata resource, Map<String, Object> metadata) {
        metadata.put("resourceVersion", resource.getMetadata().getResourceVersion());
        return at(resource).patch(PatchContext.of(PatchType.JSON_MERGE), form.asJson(Map.of("metadata", metadata)));
    }

    private Resource<? extends HasMetadata> at(HasMetadata resource) {
        var metadata = resource.getMetadata();
        return client.resources(kinds.get(resource.getKind()).type())
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName());
    }

    /** A merge patch: what has a new value, and null for what is there no more. */
    private static void put(
            Map<String, Object> changes, String section, Map<String, String> before, Map<String, String> after) {
        Map<String, String> old = before == null ? Map.of() : before;
        Map<String, String> all = after == null ? Map.of() : after;
        Map<String, String> patch = new HashMap<>();
        Set<String> keys = new HashSet<>(old.keySet());
        keys.addAll(all.keySet());
        keys.stream()
                .filter(key -> !Objects.equals(old.get(key), all.get(key)))
                .forEach(key -> patch.put(key, all.get(key)));
        if (!patch.isEmpty()) {
            changes.put(section, patch);
        }
    }
}
