package dev.dromedary.schedule;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule wants its backups: five cron fields, {@code @daily} and the like, or {@code @every <duration>}; a zone may
 * stand before it, {@code CRON_TZ=Europe/Berlin 30 2 * * *}.
 */
public final class Timetable {
    private static final Pattern FORM = Pattern.compile("(?:(?:CRON_)?TZ=(?<zone>\\S*)\\s+)?(?<rest>.*)");
    private static final String EVERY = "@every ";
    private static final Map<String, String> DESCRIPTORS = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");
    /** A clock that was wrong by more costs no more than this. */
    private static final Duration LONGEST_LOOK = Duration.ofDays(3660);

    private final String text;
    private final Times times;

    private Timetable(String text, Times times) {
        this.text = text;
        this.times = times;
    }

    /**
     * Reads a schedule.
     *
     * @param timeZone of the schedule, or null; one in the text comes before it
     * @param fallback the operator's own zone, for a schedule that names none
     * @throws BackupException {@code ScheduleInvalid} with the contract's text
     */
    public static Timetable parse(String schedule, String timeZone, ZoneId fallback) {
        Matcher form = FORM.matcher(schedule.strip());
        try {
            if (!form.matches()) {
                throw new IllegalArgumentException("it has more than one line");
            }
            boolean none = timeZone == null || timeZone.isEmpty();
            ZoneId zone = zone(form.group("zone"), none ? fallback : zone(timeZone, fallback));
            String rest = form.group("rest").strip();
            return new Timetable("CRON_TZ=" + zone + " " + rest, times(rest, zone));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BackupException(
                    Reason.ScheduleInvalid,
                    "invalid schedule format: " + e.getMessage(),
                    "write five cron fields, or one of @hourly, @daily, @weekly, @monthly, @yearly, @every 90m",
                    e);
        }
    }

    private static ZoneId zone(String name, ZoneId fallback) {
        try {
            return name == null || name.equals("Local") ? fallback : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no time zone '" + name + "'", e);
        }
    }

    private static Times times(String text, ZoneId zone) {
        if (text.startsWith(EVERY)) {
            return EqualSteps.parse(text.substring(EVERY.length()).strip());
        }
        if (text.startsWith("@") && !DESCRIPTORS.containsKey(text)) {
            throw new IllegalArgumentException("'" + text + "' is not known");
        }
        return new ZonedTimes(CronFields.parse(DESCRIPTORS.getOrDefault(text, text)), zone);
    }

    /** The schedule with its zone before it: what {@link #parse} makes this timetable of, whatever the operator's zone is. */
    public String text() {
        return text;
    }

    /** The first time after this moment; none where there is none any more, as for a February 30. */
    public Optional<Instant> next(Instant after) {
        return times.next(after);
    }

    /**
     * The times after the one moment, up to the other, that one included.
     *
     * @param count how many
     * @param latest the last of them, null if there are none
     */
    public record Passed(long count, Instant latest) {}

    /** What passed after the one moment and not after the other; of more than ten years the last ten are looked at. */
    public Passed passed(Instant after, Instant until) {
        if (times instanceof EqualSteps steps) {
            return passed(steps, after, until);
        }
        Instant earliest = until.minus(LONGEST_LOOK);
        Instant latest = null;
        long count = 0;
        Optional<Instant> each = next(after.isBefore(earliest) ? earliest : after);
        while (each.isPresent() && !each.get().isAfter(until)) {
            latest = each.get();
            count++;
            each = next(latest);
        }
        return new Passed(count, latest);
    }

    private static Passed passed(EqualSteps steps, Instant after, Instant until) {
        Instant first = steps.next(after).orElseThrow();
        if (first.isAfter(until)) {
            return new Passed(0, null);
        }
        long more = Duration.between(first, until).dividedBy(steps.step());
        return new Passed(more + 1, first.plus(steps.step().multipliedBy(more)));
    }
}
