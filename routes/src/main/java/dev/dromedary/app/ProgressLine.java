package dev.dromedary.app;

import dev.dromedary.run.Progress;
import dev.dromedary.step.ProgressMeter;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shows the progress of runs on a terminal, in one line that is written over. Passes it on in any case. */
final class ProgressLine implements ProgressMeter.Sink {
    private static final double MB = 1e6;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ProgressMeter.Sink next;
    private final PrintStream terminal;
    private final ZoneId zone;

    ProgressLine(ProgressMeter.Sink next, PrintStream terminal, ZoneId zone) {
        this.next = next;
        this.terminal = terminal;
        this.zone = zone;
    }

    /** With the line where the launcher says that standard error is a terminal; a JVM cannot tell for sure. */
    static ProgressMeter.Sink before(ProgressMeter.Sink next, ZoneId zone) {
        return Boolean.getBoolean("dromedary.terminal") ? new ProgressLine(next, System.err, zone) : next;
    }

    @Override
    public void report(String run, Progress progress) {
        terminal.print("\r\u001b[K" + line(progress));
        terminal.flush();
        next.report(run, progress);
    }

    private String line(Progress progress) {
        String line = String.format(
                Locale.ROOT,
                "%s: %.1f MB, %.1f MB/s",
                progress.phase(),
                progress.bytes() / MB,
                progress.bytesPerSecond() / MB);
        if (progress.percent() >= 0) {
            line += ", " + progress.percent() + " %";
        }
        if (progress.estimatedEnd() != null) {
            line += ", until " + CLOCK.format(progress.estimatedEnd().atZone(zone));
        }
        return line;
    }
}
