package dev.dromedary.local;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files {@code <kind>/<namespace>/<name>.json} with what we know of each resource. */
final class FolderState {
    private final Path directory;
    private final InstantSource clock;
    private final Map<ResourceKey, ResourceState> known = new HashMap<>();
    private final Map<ResourceKey, ResourceState> lasting = new HashMap<>();
    private boolean loaded;
    private long lastOrder;

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
    ResourceState first(ResourceKey key, String specHash, JsonNode document) {
        load();
        return write(
                key,
                new ResourceState(
                        UUID.randomUUID().toString(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        ++lastOrder,
                        1,
                        1,
                        specHash,
                        Map.of(),
                        Map.of(),
                        null,
                        document,
                        null));
    }

    /** The resources that do not depend on their documents alone. */
    Map<ResourceKey, ResourceState> lasting() {
        load();
        return Map.copyOf(lasting);
    }

    ResourceState write(ResourceKey key, ResourceState state) {
        try {
            AtomicFile.replace(file(key), Kinds.MAPPER.writeValueAsBytes(state));
            known.put(key, state);
            remember(key, state);
            return state;
        } catch (IOException e) {
            throw failed(file(key), e);
        }
    }

    /** It is being deleted from now on. */
    void delete(ResourceKey key, ResourceState state) {
        write(key, state.deleted(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** The next resource of this name will be another one. */
    void drop(ResourceKey key) {
        try {
            AtomicFile.delete(file(key));
            known.remove(key);
            lasting.remove(key);
        } catch (IOException e) {
            throw failed(file(key), e);
        }
    }

    private void remember(ResourceKey key, ResourceState state) {
        if (state.lasts()) {
            lasting.put(key, state);
        } else {
            lasting.remove(key);
        }
    }

    /** Looks at all files once: at those of resources that are no longer listed, too. */
    private void load() {
        if (!loaded) {
            loaded = true;
            Kinds.resources().forEach(this::load);
        }
    }

    private void load(String kind) {
        for (Path namespace : entries(directory.resolve(kind))) {
            entries(namespace).stream()
                    .filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> load(kind, file));
        }
    }

    /** Names alone: who only looks meets the drafts of who writes, and they are gone when they are asked what they are. */
    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException e) {
            throw failed(folder, e);
        } catch (UncheckedIOException e) {
            throw failed(folder, e.getCause());
        }
    }

    private void load(String kind, Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.json$", "");
            ResourceKey key =
                    new ResourceKey(kind, file.getParent().getFileName().toString(), name);
            readFile(file).ifPresent(state -> {
                lastOrder = Math.max(lastOrder, state.order());
                remember(key, state);
            });
        } catch (BackupException e) {
            // Told when the resource itself is read.
            return;
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
