package dev.dromedary.app.command;

import dev.dromedary.api.Names;
import dev.dromedary.app.InProcess;
import dev.dromedary.kube.KubeClients;
import dev.dromedary.run.Note;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The resources of an API server. The credentials of storages are Secrets, which are not read. */
final class ClusterPlace implements Place {
    private static final Duration REQUEST = Duration.ofSeconds(20);
    private static final Comparator<HasMetadata> CREATION = Comparator.<HasMetadata, String>comparing(resource ->
                    Objects.requireNonNullElse(resource.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(resource -> resource.getMetadata().getName());

    private final KubernetesClient client;
    private final String namespace;

    ClusterPlace(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** @param namespace null for that of the context */
    static ClusterPlace open(Path kubeconfig, String context, String namespace) {
        KubernetesClient client = KubeClients.open(kubeconfig, context, REQUEST);
        String current = Objects.requireNonNullElse(client.getNamespace(), "default");
        return new ClusterPlace(client, Objects.requireNonNullElse(namespace, current));
    }

    @Override
    public String title() {
        return "namespace " + namespace + " of " + client.getMasterUrl();
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public List<HasMetadata> list(ResourceKind kind, String of) {
        return asked(() -> {
            var all = client.resources(kind.type());
            var listed = of == null
                    ? all.inAnyNamespace().list()
                    : all.inNamespace(of).list();
            return listed.getItems().stream()
                    .<HasMetadata>map(each -> each)
                    .sorted(CREATION)
                    .toList();
        });
    }

    @Override
    public Optional<HasMetadata> get(ResourceKind kind, String of, String name) {
        return asked(() -> Optional.ofNullable(
                client.resources(kind.type()).inNamespace(of).withName(name).get()));
    }

    @Override
    public Optional<InProcess> storages() {
        return Optional.empty();
    }

    @Override
    public boolean create(HasMetadata resource) {
        try {
            client.resource(resource).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw failed(e);
        }
    }

    @Override
    public void release() {
        // Nobody is kept away.
    }

    @Override
    public void hold() {
        // Each write is refused by itself if the resource is another one by then.
    }

    /** Annotations first: they say what is wanted, the status what has become of it. */
    @Override
    public HasMetadata update(HasMetadata resource, List<Note> notes) {
        HasMetadata annotated = annotate(resource);
        resource.getMetadata().setResourceVersion(annotated.getMetadata().getResourceVersion());
        return asked(() -> client.resource(resource).updateStatus());
    }

    /** Only what is said there: a merge leaves the others' annotations alone. */
    @Override
    public HasMetadata annotate(HasMetadata resource) {
        return merge(resource, Map.of("annotations", resource.getMetadata().getAnnotations()));
    }

    private HasMetadata merge(HasMetadata resource, Map<String, Object> changed) {
        var metadata = resource.getMetadata();
        ResourceKind kind = ResourceKind.named(resource.getKind()).orElseThrow();
        String change = client.getKubernetesSerialization().asJson(Map.of("metadata", changed));
        return asked(() -> client.resources(kind.type())
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), change));
    }

    @Override
    public String delete(HasMetadata resource) {
        return asked(() -> {
            client.resource(resource)
                    .lockResourceVersion(resource.getMetadata().getResourceVersion())
                    .delete();
            return "";
        });
    }

    @Override
    public void prune(HasMetadata backup) {
        Set<String> finalizers = new TreeSet<>(backup.getMetadata().getFinalizers());
        finalizers.add(Names.DELETE_BACKUP_FINALIZER);
        // As it was judged: what was written since, such as a pin, is not passed over.
        Map<String, Object> change = Map.of(
                "finalizers",
                finalizers,
                "resourceVersion",
                backup.getMetadata().getResourceVersion());
        var unused = delete(merge(backup, change));
    }

    /** Whether an operator is there cannot be told from a namespace. */
    @Override
    public boolean served() {
        return true;
    }

    private <T> T asked(Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw failed(e);
        }
    }

    private BackupException failed(KubernetesClientException e) {
        String words = e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
                : e.getStatus().getMessage();
        return new BackupException(
                Reason.ApiServerFailed,
                "the API server " + client.getMasterUrl() + " did not do what was asked: " + words,
                "name the right kubeconfig with --kubeconfig and --context, or a folder with --resources",
                e);
    }

    @Override
    public void close() {
        client.close();
    }
}
