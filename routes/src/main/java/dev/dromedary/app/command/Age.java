package dev.dromedary.app.command;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How long ago something was, as kubectl says it: the longer ago, the coarser. */
final class Age {
    private static final int MINUTE = 60;
    private static final int HOUR = 60;
    private static final int DAY = 24;
    private static final int YEAR = 365;

    private Age() {}

    /** For a time of RFC 3339. */
    static String since(String time, Instant now) {
        try {
            return of(Duration.between(Instant.parse(time), now));
        } catch (DateTimeParseException e) {
            return "<invalid>";
        }
    }

    static String of(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 2 * MINUTE) {
            return Math.max(0, seconds) + "s";
        }
        long minutes = age.toMinutes();
        if (minutes < 10) {
            return pair(minutes, "m", seconds % MINUTE, "s");
        }
        if (minutes < 3 * HOUR) {
            return minutes + "m";
        }
        long hours = age.toHours();
        if (hours < 8) {
            return pair(hours, "h", minutes % HOUR, "m");
        }
        return hours < 2 * DAY ? hours + "h" : days(hours);
    }

    private static String days(long hours) {
        long days = hours / DAY;
        if (days < 8) {
            return pair(days, "d", hours % DAY, "h");
        }
        if (days < 2 * YEAR) {
            return days + "d";
        }
        return days < 8 * YEAR ? pair(days / YEAR, "y", days % YEAR, "d") : days / YEAR + "y";
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : small + smallUnit);
    }
}
