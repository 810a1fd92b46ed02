package dev.dromedary.kube;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Unfinished;
import dev.dromedary.run.ResourceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is watched: the three kinds, our Jobs and their pods, and StatefulSets. Whatever changes, all is looked at again that is
 * unfinished and may be {@link Concerned}; nothing has to know who waits for whom, and nothing is polled.
 */
public final class Watches implements AutoCloseable {
    /** On our Jobs and pods. */
    private static final Map<String, String> OURS = Map.of(Names.NAME_LABEL, "xtrabackup");

    private final Watched<PerconaServerMySQL> clusters;
    private final Watched<PerconaServerMySQLBackup> backups;
    private final Watched<PerconaServerMySQLRestore> restores;
    private final Watched<StatefulSet> statefulSets;
    private final Watched<Job> jobs;
    private final Watched<Pod> pods;
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private volatile WorkQueue<ResourceKey> queue;

    /**
     * Watches that are not started yet.
     *
     * @param namespaces none for all
     * @param resync how often unfinished resources are looked at though nothing changed; no request comes of it
     */
    public Watches(KubernetesClient client, List<String> namespaces, Duration resync) {
        Map<String, String> any = Map.of();
        clusters = Watched.of(client, PerconaServerMySQL.class, any, namespaces, resync, this::wished);
        backups = Watched.of(client, PerconaServerMySQLBackup.class, any, namespaces, resync, this::wished);
        restores = Watched.of(client, PerconaServerMySQLRestore.class, any, namespaces, resync, this::wished);
        statefulSets = Watched.of(client, StatefulSet.class, any, namespaces, Duration.ZERO, this::moved);
        jobs = Watched.of(client, Job.class, OURS, namespaces, Duration.ZERO, this::ran);
        pods = Watched.of(client, Pod.class, OURS, namespaces, Duration.ZERO, this::ran);
    }

    public Watched<PerconaServerMySQL> clusters() {
        return clusters;
    }

    public Watched<PerconaServerMySQLBackup> backups() {
        return backups;
    }

    public Watched<PerconaServerMySQLRestore> restores() {
        return restores;
    }

    public Watched<StatefulSet> statefulSets() {
        return statefulSets;
    }

    /** Of backups and restores. A Job that was just made may not be here yet. */
    public Watched<Job> jobs() {
        return jobs;
    }

    /** Of our Jobs. */
    public Watched<Pod> pods() {
        return pods;
    }

    private Stream<Watched<?>> all() {
        return Stream.of(clusters, backups, restores, statefulSets, jobs, pods);
    }

    /** Begins to watch, and returns at once. */
    public void start() {
        CompletableFuture<?>[] each = all().map(Watched::start).toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(each).thenRun(() -> listed.complete(null));
    }

    /** Whether everything there is has been listed. */
    public boolean listed() {
        return listed.isDone();
    }

    /** The kinds whose changes are not told now; empty when all is well. */
    public List<String> blind() {
        return all().filter(each -> !each.watching()).map(Watched::kind).toList();
    }

    @Override
    public void close() {
        all().forEach(Watched::stop);
    }

    /**
     * Tells this queue which resources to look at: all unfinished ones as soon as everything is listed, since before that
     * decisions would be made on half a picture; then those that a change may concern.
     */
    public void subscribe(WorkQueue<ResourceKey> subscriber) {
        var unused = listed.thenRun(() -> {
            queue = subscriber;
            wake(null, any -> true);
        });
    }

    /** Has a resource looked at when the time is over, unless something happens before. */
    public void wake(ResourceKey key, Duration after) {
        if (queue != null) {
            queue.addAfter(key, after);
        }
    }

    /** How many resources wait to be looked at now. */
    public int waiting() {
        return queue == null ? 0 : queue.size();
    }

    /** A resource of ours changed. */
    private void wished(HasMetadata before, HasMetadata after) {
        if (queue == null) {
            return;
        }
        HasMetadata any = after == null ? before : after;
        if (after == null || Unfinished.is(after) || (before != null && !sameWish(before, after))) {
            queue.add(key(any));
        }
        if (before != after) {
            wake(
                    any.getMetadata().getNamespace(),
                    Concerned.by(
                            Stream.of(before, after).filter(Objects::nonNull).toList()));
        }
    }

    /** A Job or pod of ours changed. */
    private void ran(HasMetadata before, HasMetadata after) {
        if (queue != null) {
            var metadata = (after == null ? before : after).getMetadata();
            String instance = metadata.getLabels().get(Names.INSTANCE_LABEL);
            List<HasMetadata> owners = ours(metadata.getNamespace())
                    .filter(resource ->
                            Names.labelValue(resource.getMetadata().getName()).equals(instance))
                    .toList();
            wake(metadata.getNamespace(), Concerned.by(owners));
        }
    }

    /** A StatefulSet is another operator's, who may call it what he likes. */
    private void moved(HasMetadata before, HasMetadata after) {
        if (queue != null) {
            wake((after == null ? before : after).getMetadata().getNamespace(), any -> true);
        }
    }

    private Stream<HasMetadata> ours(String namespace) {
        return Stream.of(clusters, backups, restores).flatMap(kind -> kind.list(namespace).stream());
    }

    private void wake(String namespace, Predicate<HasMetadata> concerned) {
        ours(namespace).filter(concerned.and(Unfinished::is)).forEach(resource -> queue.add(key(resource)));
    }

    private static boolean sameWish(HasMetadata before, HasMetadata after) {
        var one = before.getMetadata();
        var other = after.getMetadata();
        return Objects.equals(one.getGeneration(), other.getGeneration())
                && Objects.equals(one.getAnnotations(), other.getAnnotations())
                && Objects.equals(one.getLabels(), other.getLabels())
                && Objects.equals(one.getFinalizers(), other.getFinalizers());
    }

    static ResourceKey key(HasMetadata resource) {
        var metadata = resource.getMetadata();
        return new ResourceKey(resource.getKind(), metadata.getNamespace(), metadata.getName());
    }
}
