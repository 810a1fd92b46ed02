package dev.dromedary.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.api.StorageSpec;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A storage described in a file of its own: what stands under {@code spec.backup.storages.<name>} of a cluster, and beside it,
 * as documents of the same file, the Secrets that it names.
 */
public final class StorageFile implements Secrets {
    private final Path file;
    private final Map<String, ObjectNode> secrets = new HashMap<>();
    private StorageSpec storage;

    private StorageFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @throws BackupException {@code StorageInvalid} if it does not describe one storage; no value of a Secret is in it
     */
    public static StorageFile read(Path file) {
        StorageFile read = new StorageFile(file);
        try {
            YamlText.read(Files.readString(file)).forEach(read::accept);
        } catch (IOException e) {
            throw read.wrong(0, "it cannot be read: " + e, e);
        }
        if (read.storage == null) {
            throw read.wrong(0, "it describes no storage", null);
        }
        return read;
    }

    public StorageSpec storage() {
        return storage;
    }

    /** The name of the file without what stands behind the dot. */
    public String name() {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    @Override
    public Optional<byte[]> read(String secret, String key) {
        return Optional.ofNullable(secrets.get(secret)).flatMap(tree -> SecretText.value(tree, key));
    }

    private void accept(YamlText.Piece piece) {
        if (piece.error() != null) {
            throw wrong(piece.line(), piece.error(), null);
        }
        if (piece.content() == null) {
            return;
        }
        JsonNode tree = Kinds.MAPPER.valueToTree(piece.content());
        if (!tree.isObject()) {
            throw wrong(piece.line(), "is neither a storage nor a Secret", null);
        }
        if (tree.path("kind").asText("").equals(Kinds.SECRET)) {
            secret(piece.line(), (ObjectNode) tree);
        } else if (storage == null) {
            storage = storage(piece.line(), (ObjectNode) tree);
        } else {
            throw wrong(piece.line(), "is a second storage", null);
        }
    }

    private void secret(int line, ObjectNode tree) {
        require(line, SecretText.check(tree));
        secrets.put(tree.path("metadata").path("name").asText(""), tree);
    }

    private StorageSpec storage(int line, ObjectNode tree) {
        require(line, Shape.check(tree, StorageSpec.class));
        try {
            return Kinds.MAPPER.treeToValue(tree, StorageSpec.class);
        } catch (JsonProcessingException e) {
            throw wrong(line, e.getOriginalMessage().lines().findFirst().orElse("is not valid"), null);
        }
    }

    private void require(int line, List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw wrong(line, String.join("; ", wrong), null);
        }
    }

    private BackupException wrong(int line, String what, Exception cause) {
        return new BackupException(
                Reason.StorageInvalid,
                file + (line > 0 ? ", line " + line : "") + ": " + what,
                "write there what stands under spec.backup.storages.<name> of a cluster, and the Secret it names as a"
                        + " document of its own",
                cause);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return file.toString();
    }
}
