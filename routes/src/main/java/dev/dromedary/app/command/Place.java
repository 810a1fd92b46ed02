package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.app.InProcess;
import dev.dromedary.run.Note;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** Where a command works: a cluster, a folder of resources, or a bare storage. Every resource it answers is a copy. */
interface Place extends AutoCloseable {
    /** How messages name it. */
    String title();

    /** The namespace that commands work in; null where all are looked at. */
    String namespace();

    /**
     * The resources of a kind, in the order of their creation.
     *
     * @param namespace null for all
     */
    List<HasMetadata> list(ResourceKind kind, String namespace);

    Optional<HasMetadata> get(ResourceKind kind, String namespace, String name);

    /** Reads storages in this process; empty where their credentials are out of our reach. */
    Optional<InProcess> storages();

    /** Makes a resource; answers false, and changes nothing, if there is one of its name. */
    boolean create(HasMetadata resource);

    /**
     * Makes sure that resources can be written, so that nothing is begun that cannot be ended.
     *
     * @throws BackupException {@code NotSupported} if another process has them
     */
    void hold();

    /** Lets others write again. */
    void release();

    /** Writes status and annotations of a resource that was read here, and Events about it. */
    HasMetadata update(HasMetadata resource, List<Note> notes);

    /** Writes the annotations of a resource that was read here, and nothing else. */
    HasMetadata annotate(HasMetadata resource);

    /** Begins the deletion of a resource. Answers what the user has to do about it still, or an empty text. */
    String delete(HasMetadata resource);

    /** Begins the deletion of a backup together with what is stored of it, whether its owner has asked for that or not. */
    void prune(HasMetadata backup);

    /** Whether somebody works off what is in it, as far as can be seen. */
    boolean served();

    @Override
    void close();

    default List<PerconaServerMySQLBackup> backups() {
        return list(ResourceKind.BACKUPS, namespace()).stream()
                .map(PerconaServerMySQLBackup.class::cast)
                .toList();
    }

    default List<PerconaServerMySQLRestore> restores() {
        return list(ResourceKind.RESTORES, namespace()).stream()
                .map(PerconaServerMySQLRestore.class::cast)
                .toList();
    }

    default Optional<PerconaServerMySQL> findCluster(String name) {
        return get(ResourceKind.CLUSTERS, namespace(), name).map(PerconaServerMySQL.class::cast);
    }

    /** @throws BackupException {@code ClusterNotFound} */
    default PerconaServerMySQL cluster(String name) {
        return findCluster(name)
                .orElseThrow(() -> new BackupException(
                        Reason.ClusterNotFound,
                        "there is no cluster " + name + " in " + title(),
                        "see dromedary get clusters"));
    }
}
