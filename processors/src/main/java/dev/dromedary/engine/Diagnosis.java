package dev.dromedary.engine;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the line that explains a failure: often it is not the last, and scrolls away. */
final class Diagnosis {
    private static final Pattern ERROR = Pattern.compile("FATAL ERROR|\\[ERROR\\]|[Ee]rror:");
    private static final Pattern WARNING = Pattern.compile("Warning:|\\[Warning\\]|WARNING:");
    private static final int SIGNAL = 128;

    private final Map<KnownFailure, String> known = new EnumMap<>(KnownFailure.class);
    private String firstError = "";

    void line(String line) {
        if (WARNING.matcher(line).find()) {
            return; // a privilege that is only recommended is missing in a warning
        }
        for (KnownFailure failure : KnownFailure.values()) {
            if (failure.pattern.matcher(line).find()) {
                known.putIfAbsent(failure, line);
                break;
            }
        }
        if (firstError.isEmpty() && ERROR.matcher(line).find()) {
            firstError = line;
        }
    }

    BackupException explain(int exitCode, String last) {
        if (!known.isEmpty()) {
            Map.Entry<KnownFailure, String> first = known.entrySet().iterator().next();
            KnownFailure failure = first.getKey();
            return new BackupException(
                    failure.reason, failure.message + ": " + LogLine.text(first.getValue()), failure.hint);
        }
        return new BackupException(
                Reason.ToolFailed, "the backup tool " + ended(exitCode) + said(last), next(exitCode));
    }

    private static boolean signalled(int exitCode) {
        return exitCode > SIGNAL && exitCode < SIGNAL + 65;
    }

    private static String next(int exitCode) {
        return signalled(exitCode)
                ? "see who has ended it (the kernel's log, if memory ran out), and try again"
                : "mend what the tool names, and try again";
    }

    private static String ended(int exitCode) {
        if (signalled(exitCode)) {
            return "was ended by signal " + (exitCode - SIGNAL);
        }
        return exitCode == 0 ? "did not end with 'completed OK!'" : "exited with " + exitCode;
    }

    private String said(String last) {
        String line = firstError.isEmpty() ? last : firstError;
        return line.isEmpty() ? " and said nothing" : ": " + LogLine.text(line);
    }
}
