package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real mbstream, both ways: it writes what the tap reads, and reads what the tap calls whole. */
class StreamTapIT {
    private static final Path MBSTREAM = Path.of("/usr/bin/mbstream");

    @TempDir
    private Path directory;

    @BeforeEach
    void mbstreamIsThere() {
        assumeTrue(Files.isExecutable(MBSTREAM), "mbstream of the package mariadb-backup");
    }

    @Test
    void readsWhatMbstreamWrites() throws Exception {
        Random random = new Random(7);
        List<String> command = new ArrayList<>(List.of(MBSTREAM.toString(), "-c"));
        long size = 0;
        for (int i = 0; i < 20; i++) {
            byte[] content = new byte[i == 0 ? 0 : random.nextInt(i == 1 ? 30 << 20 : 100_000)];
            random.nextBytes(content);
            Files.write(directory.resolve("f" + i), content);
            command.add("f" + i);
            size += content.length;
        }
        Files.writeString(directory.resolve("xtrabackup_checkpoints"), Chunks.CHECKPOINTS);
        command.add("xtrabackup_checkpoints");

        Process process =
                new ProcessBuilder(command).directory(directory.toFile()).start();
        StreamTap tap = tap(process.getInputStream());
        assertThat(process.waitFor()).isZero();
        tap.end();
        assertThat(tap.files()).isEqualTo(21);
        assertThat(tap.bytes()).isGreaterThan(size);
        assertThat(tap.collected().get("xtrabackup_checkpoints")).asString().isEqualTo(Chunks.CHECKPOINTS);
    }

    @Test
    void mbstreamReadsTheGoldenStream() throws Exception {
        Path stream = directory.resolve("stream");
        Files.write(stream, Chunks.mariadb());
        Path target = Files.createDirectory(directory.resolve("target"));
        Process process = new ProcessBuilder(MBSTREAM.toString(), "-x", "-C", target.toString())
                .redirectInput(stream.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
        assertThat(target.resolve("shop/m.MYD")).hasContent("new");
        assertThat(target.resolve("shop/o.MYI")).doesNotExist();
        assertThat(target.resolve("aria_log.00000001")).hasContent("head 1234567log, quite long");
    }

    private static StreamTap tap(InputStream input) throws IOException {
        StreamTap tap = new StreamTap(Dialect.MARIADB, Limits.standard());
        byte[] buffer = new byte[1 << 16];
        for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
            tap.accept(buffer, 0, length);
        }
        return tap;
    }
}
