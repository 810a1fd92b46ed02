package dev.dromedary.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<Progress> passed = new ArrayList<>();
    private final ProgressLine line = new ProgressLine(
            (run, progress) -> passed.add(progress), new PrintStream(shown, true, UTF_8), ZoneOffset.UTC);

    @Test
    void bytesRateShareAndEndAreShownInOneLine() {
        Progress progress =
                new Progress("Streaming", 1_234_500_000, 98_700_000, 42, Instant.parse("2026-01-02T03:04:05Z"));

        line.report("run", progress);

        assertThat(shown.toString(UTF_8)).isEqualTo("\r\u001b[KStreaming: 1234.5 MB, 98.7 MB/s, 42 %, until 03:04:05");
        assertThat(passed).containsExactly(progress);
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        line.report("run", new Progress("Streaming", 0, 0, -1, null));

        assertThat(shown.toString(UTF_8)).endsWith("Streaming: 0.0 MB, 0.0 MB/s");
    }
}
