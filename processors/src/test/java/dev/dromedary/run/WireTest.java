package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.run.RunResult.BackupFacts;
import dev.dromedary.status.BackupException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void whatIsNoRunIsRefused() {
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> Wire.readRun("no run"));
    }
}
