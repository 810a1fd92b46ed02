package dev.dromedary.step;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.ServerAction;
import dev.dromedary.reconcile.ServerSet;
import dev.dromedary.run.Lock;
import dev.dromedary.run.Member;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import dev.dromedary.run.RunView;
import dev.dromedary.run.StoredBackup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/**
 * The Java face of the routes {@code direct:platform-*}, which a platform's route file implements: Kubernetes, or a folder
 * of this host.
 */
public final class Platform {
    private final ProducerTemplate template;

    public Platform(ProducerTemplate template) {
        this.template = template;
    }

    /** The resource, or null. */
    <T> T get(Class<T> type, String namespace, String name) {
        return request("get", new ResourceKey(type.getSimpleName(), namespace, name), type);
    }

    /**
     * All resources of a kind, in the order of their creation.
     *
     * @param namespace null for those of all that are watched
     */
    <T> List<T> list(Class<T> type, String namespace) {
        List<?> found = request("list", new ResourceList(type.getSimpleName(), namespace), List.class);
        return found.stream().map(type::cast).toList();
    }

    /** The backups of a cluster, in the order of their creation: there may be thousands of others beside them. */
    List<PerconaServerMySQLBackup> backupsOf(String namespace, String cluster) {
        List<?> found = request(
                "list",
                new ResourceList(PerconaServerMySQLBackup.class.getSimpleName(), namespace, cluster),
                List.class);
        return found.stream().map(PerconaServerMySQLBackup.class::cast).toList();
    }

    /** Makes a resource; answers false if there is one of that name. */
    boolean create(HasMetadata resource) {
        return request("create", resource, Boolean.class);
    }

    /** Asks for a resource to be deleted. */
    void delete(HasMetadata resource) {
        request("delete", resource, Object.class);
    }

    /** Acquires the lease if it is free; answers who holds it then. */
    Lock lock(Lock lock) {
        return request("lock", lock, Lock.class);
    }

    void unlock(Lock lock) {
        request("unlock", lock, Object.class);
    }

    /** The servers of a cluster. */
    List<Member> members(PerconaServerMySQL cluster) {
        List<?> found = request("members", cluster, List.class);
        return found.stream().map(Member.class::cast).toList();
    }

    /** Whether a namespace is being deleted. */
    boolean namespaceEnds(String namespace) {
        return request("namespace-ends", namespace, Boolean.class);
    }

    RunView follow(String run) {
        return request("follow", run, RunView.class);
    }

    /** What a run that has ended has found. */
    List<StoredBackup> found(String run) {
        List<?> found = request("found", run, List.class);
        return found.stream().map(StoredBackup.class::cast).toList();
    }

    void forget(String run) {
        request("forget", run, Object.class);
    }

    /** What is seen of the StatefulSet of a cluster; null on a plain host. */
    ServerSet serverSet(PerconaServerMySQL cluster) {
        return request("server-set", cluster, ServerSet.class);
    }

    /** Has the server stopped, started or resumed; answers whether it is. */
    boolean act(String action, ServerAction wanted) {
        return request(action, wanted, Boolean.class);
    }

    private <T> T request(String route, Object body, Class<T> type) {
        try {
            return template.requestBody("direct:platform-" + route, body, type);
        } catch (CamelExecutionException e) {
            throw Failures.told(e);
        }
    }
}
