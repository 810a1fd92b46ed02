package dev.dromedary.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that a killed process has left at work: it is ended, and nobody else is. */
class ToolRecordTest {
    private static final String RUN = "backup-ns-b-uid";

    @TempDir
    private Path root;

    private WorkDirectories directories;
    private Path folder;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        directories = new WorkDirectories(root);
        folder = directories.fresh(RUN);
    }

    @AfterEach
    void endAll() {
        for (Process each : started) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
    }

    @Test
    void aToolAtWorkIsEndedBeforeItsFolderGoes() throws Exception {
        Process tool = recorded(sleep("1001"));

        directories.remove(RUN);

        assertGone(tool);
        assertThat(folder).doesNotExist();
    }

    @Test
    void twoToolsAtWorkAreBothEnded() throws Exception {
        Process one = recorded(sleep("1011"));
        Process other = recorded(sleep("1012"));

        directories.remove(RUN);

        assertGone(one);
        assertGone(other);
    }

    @Test
    void aToolIsKnownByItsArgumentsAloneBeforeItsPidIsWritten() throws Exception {
        String unique = root.resolve("100ä2").toString();
        ToolRecord.announce(folder, List.of("-c", "sleep 1002; true", unique));
        Process tool = start("sh", "-c", "sleep 1002; true", unique);
        Process other = start("sh", "-c", "sleep 1002; true", unique + "x");

        directories.remove(RUN);

        assertGone(tool);
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void theProgramOfAScriptGoesWithIt() throws Exception {
        Process script = recorded(start("sh", "-c", "sleep 1003; true"), "-c", "sleep 1003; true");
        ProcessHandle program = child(script);

        directories.remove(RUN);

        assertGone(script);
        // It may not be collected yet by whoever inherited it.
        assertThat(program.info().arguments()).isEmpty();
    }

    @Test
    void anotherProcessOfThatPidIsLeftAlone() throws Exception {
        assertLeftAlone(recorded(sleep("1004")), "(?m)^(\\S+ \\d+) \\d+$", "$1 1");
    }

    @Test
    void aProcessAfterARestartOfTheMachineIsLeftAlone() throws Exception {
        assertLeftAlone(recorded(sleep("1005")), "^\\S+", "another-boot");
    }

    @Test
    void aProcessThatDoesSomethingElseIsLeftAlone() throws Exception {
        assertLeftAlone(recorded(sleep("1006")), "1006", "1007");
    }

    @Test
    void aToolThatHasEndedIsNoMatter() throws Exception {
        Process tool = recorded(sleep("1008"));
        tool.destroyForcibly().waitFor();

        directories.remove(RUN);

        assertThat(folder).doesNotExist();
    }

    @Test
    void aToolThatCannotBeEndedKeepsItsFolder() throws Exception {
        Process tool = recorded(sleep("1009"));

        assertThatThrownBy(() -> ToolRecord.end(folder, survivor -> {}, Duration.ofMillis(50)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("pid " + tool.pid())
                .extracting(e -> ((BackupException) e).reason())
                .isEqualTo(Reason.ToolNotStopped);
        assertThat(folder).exists();
    }

    @Test
    void aRunThatIsToldToStopStillWaitsForItsTool() throws Exception {
        Process tool = recorded(sleep("1010"));
        Thread.currentThread().interrupt();

        ToolRecord.end(folder);

        assertThat(Thread.interrupted()).isTrue();
        assertGone(tool);
    }

    private void assertLeftAlone(Process process, String regex, String replacement) throws IOException {
        Path file = record();
        String record = Files.readString(file, StandardCharsets.ISO_8859_1);
        String changed = record.replaceFirst(regex, replacement);
        assertThat(changed).isNotEqualTo(record);
        Files.writeString(file, changed, StandardCharsets.ISO_8859_1);

        directories.remove(RUN);

        assertThat(process.isAlive()).isTrue();
        assertThat(folder).doesNotExist();
    }

    private Path record() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static void assertGone(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed").isEqualTo(128 + 9);
    }

    private static ProcessHandle child(Process process) {
        while (true) {
            var child = process.children().findFirst();
            if (child.isPresent()) {
                return child.get();
            }
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private Process sleep(String seconds) throws IOException {
        return start("sleep", seconds);
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private Process recorded(Process process) throws IOException {
        return recorded(process, process.info().arguments().orElseThrow());
    }

    private Process recorded(Process process, String... arguments) throws IOException {
        ToolRecord.announce(folder, List.of(arguments)).started(process.pid());
        return process;
    }
}
