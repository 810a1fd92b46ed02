package dev.dromedary.app;

import dev.dromedary.storage.StorageDescription;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FileStorageContractIT extends StorageContractTest {
    @TempDir
    static Path folder;

    @Override
    StorageDescription description() {
        return new StorageDescription("file", Map.of("directory", folder.toString()), null, true);
    }
}
