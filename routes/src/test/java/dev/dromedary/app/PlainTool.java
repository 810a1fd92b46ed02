package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup tool that is run by hand, without Dromedary.
 *
 * @param folder where it leaves what it wrote
 */
record PlainTool(Path folder) {
    /**
     * Takes a backup.
     *
     * @param name of the backup; its stream is known by that afterwards
     * @param from lsn where an increment starts, or null
     * @param command the tool, with what it needs to find the server
     */
    void take(String name, String from, List<String> command) throws IOException, InterruptedException {
        Path work = Files.createDirectories(work(name));
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--backup", "--target-dir=" + work.resolve("target"), "--extra-lsndir=" + work));
        if (from != null) {
            all.add("--incremental-lsn=" + from);
        }
        Process tool = new ProcessBuilder(all)
                .redirectOutput(stream(name).toFile())
                .redirectError(work.resolve("log").toFile())
                .start();
        assertThat(tool.waitFor()).as(Files.readString(work.resolve("log"))).isZero();
    }

    private Path work(String name) {
        return folder.resolve(name.replace('/', '_'));
    }

    /** What the tool wrote. */
    Path stream(String name) {
        return work(name).resolve("stream");
    }

    /** The lsn where the next increment starts. */
    String end(String name) throws IOException {
        return Files.readAllLines(work(name).resolve("xtrabackup_checkpoints")).stream()
                .filter(line -> line.startsWith("to_lsn "))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
