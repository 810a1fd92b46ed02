package dev.dromedary.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What operator and worker tell each other when they are two processes: one JSON document for the run, one for its
 * result, and a line for each report of progress.
 */
public final class Wire {
    private static final String PROGRESS = "{\"progress\":";
    private static final String RESULT = "{\"result\":";

    private record Line(Progress progress, RunResult result) {}

    private Wire() {}

    public static String write(RunSpecification run) {
        return new String(Json.write(run), UTF_8);
    }

    /** @throws BackupException {@code ResourceInvalid} if it is no run */
    public static RunSpecification readRun(String text) {
        try {
            return Json.read(text.getBytes(UTF_8), RunSpecification.class);
        } catch (IOException e) {
            throw new BackupException(
                    Reason.ResourceInvalid, "this is no run: " + text, "the operator writes it; report this", e);
        }
    }

    /** The line that tells progress. */
    public static String line(Progress progress) {
        return new String(Json.write(new Line(progress, null)), UTF_8);
    }

    /** The line that tells the result. */
    public static String line(RunResult result) {
        return new String(Json.write(new Line(null, result)), UTF_8);
    }

    /** The last progress that a log tells. */
    public static Optional<Progress> lastProgress(String log) {
        return lines(log, PROGRESS).map(Line::progress);
    }

    /** The result that a termination message or a log tells. */
    public static Optional<RunResult> result(String log) {
        return lines(log, RESULT).map(Line::result);
    }

    private static Optional<Line> lines(String log, String beginning) {
        List<String> lines = Arrays.asList(log.split("\n"));
        return lines.reversed().stream()
                .filter(line -> line.startsWith(beginning))
                .map(Wire::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A log may be cut anywhere. */
    private static Optional<Line> read(String line) {
        try {
            return Optional.of(Json.read(line.getBytes(UTF_8), Line.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
