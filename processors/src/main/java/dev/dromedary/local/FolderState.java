package dev.dromedary.local;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files {@code <kind>/<namespace>/<name>.json} with what we know of each resource. */
final class FolderState {
    private final Path directory;
    private final InstantSource clock;
    private final Map<ResourceKey, ResourceState> known = new HashMap<>();
    private long lastOrder = -1;

    FolderState(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * The state of a resource, if it was ever seen.
     *
     * @throws BackupException {@code ResourceInvalid} if its file is damaged
     */
    Optional<ResourceState> read(ResourceKey key) {
        ResourceState state = known.get(key);
        return state != null ? Optional.of(state) : readFile(file(key));
    }

    /** The state of a resource that is seen for the first time. */
    ResourceState first(ResourceKey key, String specHash) {
        return write(
                key,
                new ResourceState(
                        UUID.randomUUID().toString(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        nextOrder(),
                        1,
                        1,
                        specHash,
                        Map.of(),
                        Map.of(),
                        null));
    }

    ResourceState write(ResourceKey key, ResourceState state) {
        try {
            AtomicFile.replace(file(key), Kinds.MAPPER.writeValueAsBytes(state));
            known.put(key, state);
            return state;
        } catch (IOException e) {
            throw failed(file(key), e);
        }
    }

    /** Found by looking at all files once: of those that are no longer listed, too. */
    private long nextOrder() {
        if (lastOrder < 0) {
            lastOrder = 0;
            for (String kind : Kinds.resources()) {
                lastOrder = Math.max(lastOrder, highestOrder(directory.resolve(kind)));
            }
        }
        return ++lastOrder;
    }

    private static long highestOrder(Path kind) {
        if (!Files.isDirectory(kind)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(kind)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .mapToLong(FolderState::order)
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw failed(kind, e);
        } catch (UncheckedIOException e) {
            throw failed(kind, e.getCause());
        }
    }

    private static long order(Path file) {
        try {
            return readFile(file).map(ResourceState::order).orElse(0L);
        } catch (BackupException e) {
            // Told when the resource itself is read.
            return 0;
        }
    }

    private static Optional<ResourceState> readFile(Path file) {
        try {
            ResourceState state = Kinds.MAPPER.readValue(Files.readAllBytes(file), ResourceState.class);
            if (state == null || state.uid() == null || state.creationTimestamp() == null) {
                throw damaged(file, null);
            }
            return Optional.of(state);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private Path file(ResourceKey key) {
        return directory.resolve(key.kind()).resolve(key.namespace()).resolve(key.name() + ".json");
    }

    private static BackupException damaged(Path file, Exception cause) {
        return new BackupException(
                Reason.ResourceInvalid,
                "the state file " + file + " is damaged",
                "bring it back from a copy, or remove it to have the resource taken for a new one",
                cause);
    }

    private static BackupException failed(Path file, IOException cause) {
        return new BackupException(
                Reason.DiskFailed,
                "the state " + file + " cannot be read or written: " + cause,
                "check the disk and the permissions of the resources folder",
                cause);
    }
}
