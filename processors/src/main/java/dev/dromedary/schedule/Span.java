package dev.dromedary.schedule;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time in a resource: a number with a unit, {@code 12h}, {@code 7d}, {@code 4w}. */
public final class Span {
    private static final Pattern FORM = Pattern.compile("(?<number>\\d{1,6})(?<unit>[smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private Span() {}

    /**
     * Reads one.
     *
     * @param field for the message
     * @throws BackupException {@code ResourceInvalid}
     */
    public static Duration parse(String field, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new BackupException(
                    Reason.ResourceInvalid, field + " is '" + text + "'", "write a number with a unit: 12h, 7d, 4w");
        }
        return UNITS.get(form.group("unit")).multipliedBy(Long.parseLong(form.group("number")));
    }
}
