package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static final Progress EARLY = new Progress("Streaming", 1, 1, -1, null);
    private static final Progress LATE = new Progress("Streaming", 2, 1, 50, Instant.parse("2024-06-15T10:31:01Z"));
    private static final RunResult RESULT = RunResult.succeeded(new BackupFacts(
            "s3://b/x", "FULL", 9, 9, 61_000, 0, 77, "uuid", "host", "s3://b/x", 0, Instant.EPOCH, List.of()));

    @Test
    void theLastProgressOfALogCounts() {
        String log = "a line of the tool\n" + Wire.line(EARLY) + "\nanother\n" + Wire.line(LATE) + "\nthe end";

        assertThat(Wire.lastProgress(log)).contains(LATE);
        assertThat(Wire.result(log)).isEmpty();
    }

    @Test
    void aResultIsALineOfItsOwn() {
        assertThat(Wire.result(Wire.line(LATE) + "\n" + Wire.line(RESULT) + "\n"))
                .contains(RESULT);
    }

    @Test
    void whatWasCutIsNotBelieved() {
        String line = Wire.line(RESULT);

        assertThat(Wire.result(line.substring(0, line.length() - 1))).isEmpty();
        assertThat(Wire.lastProgress("")).isEmpty();
    }

    private static List<StoredBackup> stored(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StoredBackup("s3://b/" + i, "c", "uid", i == 0, RESULT.backup(), null, null))
                .toList();
    }

    private static List<String> log() {
        List<String> log = new ArrayList<>(List.of("a line of the JVM"));
        Wire.lines(stored(3)).forEach(log::add);
        log.add(Wire.line(RunResult.found(stored(3), null)));
        return log;
    }

    private static List<StoredBackup> found(List<String> log) {
        return Wire.found(new StringReader(String.join("\n", log)));
    }

    @Test
    void whatWasFoundHasALineEach() {
        assertThat(found(log())).isEqualTo(stored(3));
        assertThat(Wire.found(
                        new StringReader(String.join("\n", Wire.lines(List.of()).toList()))))
                .as("nothing was found")
                .isEmpty();
    }

    @Test
    void aResultDoesNotHoldAllThatWasFound() {
        assertThat(Wire.line(RunResult.found(stored(3), "message"))).doesNotContain("s3://b/1");
        assertThat(Wire.result(Wire.line(RunResult.found(stored(3), "message")))
                        .orElseThrow()
                        .found())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aLogInWhichALineIsMissingIsNotBelieved(int line) {
        List<String> log = log();
        log.remove(line);

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> found(log))
                .extracting(BackupException::reason)
                .isEqualTo(Reason.RunLost);
    }

    @Test
    void whatIsNoRunIsRefused() {
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> Wire.readRun("no run"));
    }
}
