package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.ResourceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLookTest {
    private static final ResourceKey A = new ResourceKey("PerconaServerMySQLBackup", "default", "a");
    private static final int LOOKS = 500;

    @Test
    void whoOnlyLooksIsNotTroubledByWhoWrites(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), """
                apiVersion: ps.percona.com/v1
                kind: PerconaServerMySQLBackup
                metadata: {name: a}
                spec: {clusterName: c, storageName: s}
                """);
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(1);
        try (OpenFolder open = OpenFolder.open(folder, InstantSource.system())) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                open.resources().update(open.resources().get(A));
                Path draft = folder.resolve(".dromedary/PerconaServerMySQLBackup/default/.writing-it");
                while (!enough.get()) {
                    makeAndRemove(draft);
                    written.countDown();
                }
            });
            written.await();
            try {
                for (int i = 0; i < LOOKS; i++) {
                    assertThat(OpenFolder.look(folder).get(A)).isNotNull();
                }
            } finally {
                enough.set(true);
            }
            writer.join();
        }
    }

    private static void makeAndRemove(Path draft) {
        try {
            Files.createFile(draft);
            Files.delete(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
