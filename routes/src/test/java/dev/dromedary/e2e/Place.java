package dev.dromedary.e2e;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.ClusterState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.RestoreState;
import dev.dromedary.app.DeployFiles;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A namespace of a user, and what a user does in it. */
final class Place {
    final Node node;
    final String namespace;

    Place(Node node, String namespace) {
        this.node = node;
        this.namespace = namespace;
        node.makeNamespace(namespace, Map.of());
    }

    /** Applies a file of {@code deploy/examples} as it is. */
    void apply(String example) {
        apply(example, HasMetadata.class, resource -> {});
    }

    /** Applies a file with what a user would change in it, in the resources of one type. */
    <T extends HasMetadata> void apply(String example, Class<T> type, Consumer<T> change) {
        for (HasMetadata resource : resources(example)) {
            if (type.isInstance(resource)) {
                change.accept(type.cast(resource));
            }
            resource.getMetadata().setNamespace(namespace);
            node.apply(resource);
        }
    }

    private static List<HasMetadata> resources(String example) {
        return DeployFiles.resources(DeployFiles.FOLDER.resolve("examples").resolve(example));
    }

    /** Applies server and cluster of an example, with a prefix of its own in the bucket, and waits until all is ready. */
    Server setUp(String engine) {
        return setUp(engine, cluster -> {});
    }

    /** As above, with what a user would change in the cluster. */
    Server setUp(String engine, Consumer<PerconaServerMySQL> change) {
        return setUp(engine, servers -> {}, change);
    }

    /** As above, with what a user would change in both. */
    Server setUp(String engine, Consumer<StatefulSet> servers, Consumer<PerconaServerMySQL> change) {
        apply(engine + "/server.yaml", StatefulSet.class, servers);
        Server server = new Server(node, namespace, "shop-mysql-0", engine);
        awaitServer();
        apply(engine + "/cluster.yaml", PerconaServerMySQL.class, cluster -> {
            cluster.getSpec().backup.storages.values().forEach(storage -> storage.s3.prefix = namespace);
            change.accept(cluster);
        });
        awaitReady();
        return server;
    }

    /** Labels the namespace. */
    void label(String key, String value) {
        node.client.namespaces().withName(namespace).edit(found -> {
            found.getMetadata().getLabels().put(key, value);
            return found;
        });
    }

    void awaitServer() {
        node.await(
                get(StatefulSet.class, "shop-mysql"),
                set -> set.getStatus() != null
                        && Objects.equals(
                                set.getStatus().getReadyReplicas(),
                                set.getSpec().getReplicas()));
    }

    void awaitReady() {
        node.await(
                get(PerconaServerMySQL.class, "shop"),
                cluster -> cluster.getStatus() != null && cluster.getStatus().state == ClusterState.READY);
    }

    /** Waits for a backup to come to its end, whichever. */
    PerconaServerMySQLBackup await(String backup) {
        return node.await(get(PerconaServerMySQLBackup.class, backup), found -> state(found)
                .terminal());
    }

    static BackupState state(PerconaServerMySQLBackup backup) {
        return backup.getStatus() == null ? BackupState.NEW : backup.getStatus().stateOrNew();
    }

    /** Waits for a restore to come to its end, whichever. */
    PerconaServerMySQLRestore awaitRestore(String restore) {
        return node.await(get(PerconaServerMySQLRestore.class, restore), found -> ended(state(found)));
    }

    private static boolean ended(RestoreState state) {
        return state == RestoreState.SUCCEEDED || state == RestoreState.FAILED || state == RestoreState.ERROR;
    }

    static RestoreState state(PerconaServerMySQLRestore restore) {
        return restore.getStatus() == null
                ? RestoreState.NEW
                : restore.getStatus().stateOrNew();
    }

    <T extends HasMetadata> T get(Class<T> type, String name) {
        return Objects.requireNonNull(
                node.client
                        .resources(type)
                        .inNamespace(namespace)
                        .withName(name)
                        .get(),
                type + " " + name);
    }

    /** Waits for an Event about a resource. */
    Event awaitEvent(String name, String reason) {
        return awaitEvent(name, reason, event -> true);
    }

    Event awaitEvent(String name, String reason, Predicate<Event> sign) {
        return node.awaitAny(
                node.client
                        .v1()
                        .events()
                        .inNamespace(namespace)
                        .withField("involvedObject.name", name)
                        .withField("reason", reason),
                sign);
    }

    /** Makes what was deleted again, as it was. */
    void restore(HasMetadata deleted) {
        deleted.getMetadata().setResourceVersion(null);
        deleted.getMetadata().setUid(null);
        node.client.resource(deleted).create();
    }

    /** Lets all backups go, whoever would have something to do first. */
    void abandonBackups() {
        node.client
                .resources(PerconaServerMySQLBackup.class)
                .inNamespace(namespace)
                .resources()
                .forEach(backup -> backup.edit(found -> {
                    found.getMetadata().setFinalizers(List.of());
                    return found;
                }));
    }

    void delete() {
        node.client.namespaces().withName(namespace).delete();
    }

    void awaitDeleted() {
        var left = node.client.namespaces().withName(namespace).get();
        if (left != null) {
            node.awaitGone(left);
        }
    }
}
