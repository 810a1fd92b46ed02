package dev.dromedary.chain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Until when the owner of a backup wants its chain kept.
 *
 * @param backup whose annotation it is
 * @param value as it was written
 * @param readable whether it says when; if not, it holds until someone corrects it
 * @param until null for ever
 */
public record Pin(String backup, String value, boolean readable, Instant until) {
    /**
     * Reads the annotation: a time of RFC 3339, a date, or {@code forever}.
     *
     * @param zone whose midnight ends the day of a date
     */
    public static Pin of(String backup, String value, ZoneId zone) {
        String text = value.strip();
        if (text.equalsIgnoreCase("forever")) {
            return new Pin(backup, value, true, null);
        }
        try {
            Instant until = text.length() > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
            return new Pin(backup, value, true, until);
        } catch (DateTimeException e) {
            return new Pin(backup, value, false, null);
        }
    }

    boolean holds(Instant now) {
        return until == null || until.isAfter(now);
    }

    Keeper keeper() {
        return new Keeper(
                readable
                        ? "pinned by " + backup + ", " + value.strip()
                        : "pinned by " + backup + ", whose pin '" + value + "' is neither a time, a date nor forever",
                until);
    }
}
