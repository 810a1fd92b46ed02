package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.storage.StorageDescription;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageContractTest extends StorageContractTest {
    @TempDir
    static Path folder;

    @Override
    StorageDescription description() {
        return new StorageDescription("file", Map.of("directory", folder.toString()), null, true);
    }

    /** As {@link PutMemoryIT} has it for the types that are servers; no tests run beside this one. */
    @Test
    void aPutMakesNoCopy() {
        assertThat(PutMemoryIT.allocated(this)).isLessThan(PutMemoryIT.BODY);
    }
}
