package dev.dromedary.local;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A folder of resources, held by this process: its documents, and in {@code .dromedary} all that is known of them. */
public final class OpenFolder implements AutoCloseable {
    private static final String OURS = ".dromedary";

    private final Folder folder;
    private final FolderLock lock;
    private final FolderResources resources;
    private final FolderLeases leases;
    private final FolderEvents events;

    private OpenFolder(Folder folder, FolderLock lock, FolderEvents events, InstantSource clock) {
        Path ours = folder.directory().resolve(OURS);
        this.folder = folder;
        this.lock = lock;
        this.events = events;
        this.resources = new FolderResources(folder, new FolderState(ours, clock), false);
        this.leases = new FolderLeases(ours.resolve("leases"), clock);
    }

    /**
     * Takes the folder for this process and removes what a killed one has left in {@code .dromedary}.
     *
     * @throws BackupException {@code NotSupported} if another process has it, {@code DiskFailed} if it cannot be written
     */
    public static OpenFolder open(Path directory, InstantSource clock) {
        Folder folder = new Folder(directory);
        folder.documents();
        Path ours = directory.resolve(OURS);
        try {
            Files.createDirectories(ours);
            FolderLock lock = FolderLock.take(ours);
            try {
                AtomicFile.sweep(ours);
                AtomicFile.sweepOnly(directory);
                return new OpenFolder(folder, lock, FolderEvents.open(ours.resolve("events.jsonl"), clock), clock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BackupException(
                    Reason.DiskFailed,
                    "the folder " + ours + " cannot be used: " + e,
                    "let the account that runs dromedary write there",
                    e);
        }
    }

    /** The resources as they are now, for reading only; needs no lock and changes nothing. */
    public static FolderResources look(Path directory) {
        FolderState state = new FolderState(directory.resolve(OURS), InstantSource.system());
        return new FolderResources(new Folder(directory), state, true);
    }

    /**
     * Puts a resource into a folder, as a file of its own, for whoever works it off; needs no lock.
     *
     * @return false, with nothing changed, if there is one of that name, or was: what is known of that one would be taken
     *     for this one's
     */
    public static boolean put(Path directory, HasMetadata resource) {
        ResourceKey key = FolderResources.key(resource);
        FolderState state = new FolderState(directory.resolve(OURS), InstantSource.system());
        if (look(directory).get(key) != null || state.read(key).isPresent()) {
            return false;
        }
        new MadeFiles(directory).create(resource);
        return true;
    }

    /** Takes the file of a resource out of a folder; answers false, with nothing changed, if we did not make it. */
    public static boolean takeOut(Path directory, ResourceKey key) {
        return new MadeFiles(directory).remove(key);
    }

    /** Whether a process has the folder now, as far as can be seen. */
    public static boolean held(Path directory) {
        return FolderLock.held(directory.resolve(OURS));
    }

    /** The secrets of a namespace, for who looks at the folder without holding it. */
    public static FolderSecrets secrets(Path directory, String namespace) {
        return new FolderSecrets(new Folder(directory), namespace);
    }

    public FolderResources resources() {
        return resources;
    }

    public FolderLeases leases() {
        return leases;
    }

    public FolderEvents events() {
        return events;
    }

    /** The secrets of a namespace. */
    public FolderSecrets secrets(String namespace) {
        return new FolderSecrets(folder, namespace);
    }

    /** What is wrong now in the folder's files, its owner's and ours. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(folder.problems());
        all.addAll(resources.damaged());
        return all;
    }

    /** Where the output of the server's start and stop commands goes. */
    public Path serverLog() {
        return folder.directory().resolve(OURS).resolve("server.log");
    }

    /** Lets another process have the folder. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
