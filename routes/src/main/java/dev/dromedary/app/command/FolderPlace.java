package dev.dromedary.app.command;

import dev.dromedary.app.InProcess;
import dev.dromedary.local.FolderResources;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.Note;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.run.ResourceList;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A folder of resources. It is only looked at, beside whoever works it off, until something has to be written. */
final class FolderPlace implements Place {
    private final Path directory;
    private final String namespace;
    private final InProcess storages;
    private OpenFolder held;

    FolderPlace(Path directory, String namespace) {
        this.directory = directory;
        this.namespace = namespace;
        this.storages = new InProcess(any -> OpenFolder.secrets(directory, any));
    }

    @Override
    public String title() {
        return "namespace " + namespace + " of " + directory;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    /** Anew each time: what another process writes is not noticed otherwise. */
    private FolderResources look() {
        return held == null ? OpenFolder.look(directory) : held.resources();
    }

    private static ResourceKey key(HasMetadata resource) {
        var metadata = resource.getMetadata();
        return new ResourceKey(resource.getKind(), metadata.getNamespace(), metadata.getName());
    }

    @Override
    public List<HasMetadata> list(ResourceKind kind, String of) {
        return look().list(new ResourceList(kind.kind(), of));
    }

    @Override
    public Optional<HasMetadata> get(ResourceKind kind, String of, String name) {
        return Optional.ofNullable(look().get(new ResourceKey(kind.kind(), of, name)));
    }

    @Override
    public Optional<InProcess> storages() {
        return Optional.of(storages);
    }

    /** Where nobody has the folder, with what is known of a former resource of the name forgotten. */
    @Override
    public boolean create(HasMetadata resource) {
        if (held != null) {
            return held.resources().create(resource);
        }
        if (served()) {
            return OpenFolder.put(directory, resource);
        }
        hold();
        try {
            return held.resources().create(resource);
        } finally {
            release();
        }
    }

    @Override
    public void hold() {
        if (held == null) {
            held = OpenFolder.open(directory, Clock.system(ZoneId.systemDefault()));
        }
    }

    @Override
    public HasMetadata update(HasMetadata resource, List<Note> notes) {
        hold();
        HasMetadata stored = held.resources().update(resource);
        notes.forEach(held.events()::append);
        return stored;
    }

    @Override
    public HasMetadata annotate(HasMetadata resource) {
        return update(resource, List.of());
    }

    /** Who has the folder notices that a file is gone; what is to become of a file of somebody else is not ours to say. */
    @Override
    public String delete(HasMetadata resource) {
        if (held == null && served()) {
            return OpenFolder.takeOut(directory, key(resource))
                    ? ""
                    : "take the file of " + resource.getMetadata().getName() + " out of " + directory
                            + ": it is yours, and the process that has the folder goes by it";
        }
        hold();
        held.resources().delete(resource);
        return "";
    }

    @Override
    public void prune(HasMetadata backup) {
        hold();
        held.resources().prune(backup);
    }

    @Override
    public boolean served() {
        return OpenFolder.held(directory);
    }

    /** @throws BackupException {@code ResourceInvalid} if there is no such folder */
    FolderPlace required() {
        if (!directory.toFile().isDirectory()) {
            throw new BackupException(
                    Reason.ResourceInvalid, "there is no folder " + directory, "name an existing one with --resources");
        }
        return this;
    }

    @Override
    public void close() {
        storages.close();
        release();
    }

    @Override
    public void release() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
