package dev.dromedary.app.command;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.app.InProcess;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.local.StorageFile;
import dev.dromedary.reconcile.ImportedBackup;
import dev.dromedary.run.Note;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A storage without resources: its backups are what it tells by manifests or, of the reference, by what lies there, under the
 * names that an import gives them. What cannot be told is among them with the reason, in no state that anybody acts on.
 */
final class BucketPlace implements Place {
    private final StorageFile file;
    private final String namespace;
    private final InProcess storages;
    private Catalogue catalogue;

    /** @param namespace of the backups when they were taken; null for all */
    BucketPlace(Path file, String namespace) {
        this.file = StorageFile.read(file);
        this.namespace = namespace;
        this.storages = new InProcess(any -> this.file);
    }

    StorageFile file() {
        return file;
    }

    /** All that it tells; read once. */
    Catalogue catalogue() {
        if (catalogue == null) {
            catalogue = Stored.catalogue(storages, "", file.storage());
        }
        return catalogue;
    }

    @Override
    public String title() {
        return "the storage of " + file;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public List<HasMetadata> list(ResourceKind kind, String of) {
        if (kind != ResourceKind.BACKUPS) {
            throw none();
        }
        List<HasMetadata> all = new ArrayList<>();
        catalogue().found().stream()
                .filter(found ->
                        of == null || of.equals(found.manifest().owner().namespace()))
                .forEach(found -> all.add(resource(found)));
        if (of == null) {
            catalogue().unreadable().forEach((destination, why) -> all.add(unreadable(destination, why)));
        }
        return all;
    }

    private HasMetadata resource(Catalogue.Found found) {
        var manifest = found.manifest();
        var backup = new ImportedBackup(
                        manifest.owner().namespace(), manifest.owner().cluster(), file.name(), file.storage())
                .of(StoredBackup.of(catalogue(), found), Instant.EPOCH);
        if (found.problem() != null) {
            unknown(backup, found.problem());
        }
        backup.getMetadata()
                .setUid(
                        manifest.owner().uid().isEmpty()
                                ? null
                                : manifest.owner().uid());
        backup.getMetadata().setCreationTimestamp(manifest.started().toString());
        return backup;
    }

    private HasMetadata unreadable(String destination, BackupException why) {
        PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
        backup.getMetadata().setName(ImportedBackup.name(destination));
        backup.getSpec().clusterName = BackupNames.clusterOf(destination).orElse("");
        backup.getSpec().storageName = file.name();
        backup.getSpec().type = BackupNames.isIncrement(destination) ? BackupType.INCREMENTAL : BackupType.FULL;
        backup.getStatus().type = backup.getSpec().type.wire();
        backup.getStatus().destination = destination;
        backup.getStatus().storage = file.storage();
        return unknown(backup, why);
    }

    private static PerconaServerMySQLBackup unknown(PerconaServerMySQLBackup backup, BackupException why) {
        backup.getStatus().state = BackupState.UNKNOWN;
        backup.getStatus().stateDescription = why.describe();
        return backup;
    }

    @Override
    public Optional<HasMetadata> get(ResourceKind kind, String of, String name) {
        return list(kind, of).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public Optional<InProcess> storages() {
        return Optional.of(storages);
    }

    @Override
    public boolean create(HasMetadata resource) {
        throw none();
    }

    @Override
    public void release() {
        // Nobody is kept away.
    }

    @Override
    public void hold() {
        throw none();
    }

    @Override
    public HasMetadata update(HasMetadata resource, List<Note> notes) {
        return resource;
    }

    @Override
    public HasMetadata annotate(HasMetadata resource) {
        throw none();
    }

    @Override
    public String delete(HasMetadata resource) {
        throw none();
    }

    @Override
    public void prune(HasMetadata backup) {
        throw none();
    }

    @Override
    public boolean served() {
        return false;
    }

    private static BackupException none() {
        return new BackupException(
                Reason.NotSupported,
                "a bare storage has backups, and no resources",
                "name a folder with --resources, or a cluster with --kubeconfig");
    }

    @Override
    public void close() {
        storages.close();
    }
}
