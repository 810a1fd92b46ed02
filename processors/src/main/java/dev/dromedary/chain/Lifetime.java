package dev.dromedary.chain;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something is kept, as its owner wrote it: numbers with units, {@code 12h}, {@code 30d}, {@code 1w3d}. A day has
 * 24 hours, a week seven days, a year 365.
 */
public record Lifetime(String text, Duration length) {
    private static final Pattern ALL = Pattern.compile("(?:\\d{1,9}[smhdwy])+");
    private static final Pattern ONE = Pattern.compile("(\\d{1,9})([smhdwy])");

    /**
     * Reads it.
     *
     * @throws BackupException {@code RetentionInvalid}
     */
    public static Lifetime parse(String text) {
        String trimmed = text.strip();
        if (!ALL.matcher(trimmed).matches()) {
            throw invalid(text);
        }
        Duration length = Duration.ZERO;
        try {
            for (Matcher each = ONE.matcher(trimmed); each.find(); ) {
                length = length.plus(unit(each.group(2)).multipliedBy(Long.parseLong(each.group(1))));
            }
        } catch (ArithmeticException | DateTimeException e) {
            throw invalid(text);
        }
        if (length.isZero()) {
            throw invalid(text);
        }
        return new Lifetime(trimmed, length);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "w" -> Duration.ofDays(7);
            case "y" -> Duration.ofDays(365);
            default -> Duration.ofDays(1);
        };
    }

    private static BackupException invalid(String text) {
        return new BackupException(
                Reason.RetentionInvalid,
                "'" + text + "' is not how long something is kept",
                "write numbers with a unit of s, m, h, d, w, y, such as 12h or 30d");
    }
}
