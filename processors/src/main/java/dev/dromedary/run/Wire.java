package dev.dromedary.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What operator and worker tell each other when they are two processes: one JSON document for the run, one for its
 * result, and a line for each report of progress.
 */
public final class Wire {
    private static final String PROGRESS = "{\"progress\":";
    private static final String RESULT = "{\"result\":";

    private static final String FOUND = "{\"found\":";

    private record Line(Progress progress, RunResult result, Numbered found) {}

    /** By the numbers is seen whether a log is whole; the last one has no backup. */
    private record Numbered(int number, StoredBackup backup) {}

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
        return new String(Json.write(new Line(progress, null, null)), UTF_8);
    }

    /** The line that tells the result. */
    public static String line(RunResult result) {
        return new String(Json.write(new Line(null, result, null)), UTF_8);
    }

    /** The last progress that a log tells. */
    public static Optional<Progress> lastProgress(String log) {
        return lines(log, PROGRESS).map(Line::progress);
    }

    /** The result that a termination message or a log tells. */
    public static Optional<RunResult> result(String log) {
        return lines(log, RESULT).map(Line::result);
    }

    /** The lines that tell which backups were found, in their order, and that these are all. */
    public static Stream<String> lines(List<StoredBackup> found) {
        return IntStream.rangeClosed(0, found.size())
                .mapToObj(i -> new Line(null, null, new Numbered(i, i < found.size() ? found.get(i) : null)))
                .map(line -> new String(Json.write(line), UTF_8));
    }

    /**
     * Which backups a whole log tells of. It is read line by line.
     *
     * @throws BackupException {@code RunLost} if a part of it is missing
     */
    public static List<StoredBackup> found(Reader log) {
        List<StoredBackup> all = new ArrayList<>();
        boolean ended = false;
        try (BufferedReader lines = new BufferedReader(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Numbered> next = line.startsWith(FOUND) ? read(line).map(Line::found) : Optional.empty();
                if (next.filter(each -> each.number() != all.size()).isPresent()) {
                    throw cut(null);
                }
                ended |= next.filter(each -> each.backup() == null).isPresent();
                next.map(Numbered::backup).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw cut(e);
        }
        if (!ended) {
            throw cut(null);
        }
        return all;
    }

    private static BackupException cut(IOException cause) {
        return new BackupException(
                Reason.RunLost,
                "a part of the log that tells of the backups in a storage is missing",
                "raise containerLogMaxSize of the kubelet, or use dromedary import, which needs no log",
                cause);
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
