package dev.dromedary.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Files of the folder that we made ourselves, one resource each: those of a schedule, or of a command. They alone are ever
 * removed by us, and only while their first line says that they are ours.
 */
final class MadeFiles {
    static final String MARK = "# Made by dromedary, and removed by it when the resource is deleted.\n";

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private final Path directory;

    MadeFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes the file of a resource; its status is not in it.
     *
     * @throws BackupException {@code ResourceInvalid} if there is a file of that name
     */
    void create(HasMetadata resource) {
        ObjectNode tree = Kinds.MAPPER.valueToTree(resource);
        tree.remove("status");
        Path file = file(FolderResources.key(resource));
        try {
            if (!AtomicFile.create(file, (MARK + YAML.writeValueAsString(tree)).getBytes(StandardCharsets.UTF_8))) {
                throw new BackupException(
                        Reason.ResourceInvalid,
                        "there is a file " + file + " already, and it does not hold "
                                + FolderResources.key(resource).title(),
                        "give the resource another name, or the file");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Removes the file of a resource; answers false, and leaves it, if its owner is somebody else. */
    boolean remove(ResourceKey key) {
        Path file = file(key);
        try {
            boolean ours = Files.readString(file).startsWith(MARK);
            if (ours) {
                AtomicFile.delete(file);
            }
            return ours;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Whether the resource's file is ours. */
    boolean made(ResourceKey key) {
        try {
            return Files.readString(file(key)).startsWith(MARK);
        } catch (IOException e) {
            return false;
        }
    }

    private Path file(ResourceKey key) {
        // No name of Kubernetes has an underscore.
        String namespace = key.namespace().equals("default") ? "" : key.namespace() + "_";
        return directory.resolve(namespace + key.name() + ".yaml");
    }

    private static BackupException failed(Path file, IOException cause) {
        return new BackupException(
                Reason.DiskFailed,
                "the file " + file + " cannot be written or removed: " + cause,
                "let the account that runs dromedary write to the resources folder",
                cause);
    }
}
