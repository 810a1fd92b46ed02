package dev.dromedary.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Five cron fields, of a calendar without a time zone. Where both day of the month and day of the week say something, a day
 * has to match one of them, as in every cron of Unix.
 */
record CronFields(FieldValues minutes, FieldValues hours, FieldValues days, FieldValues months, FieldValues weekdays) {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final int LAST_MINUTE = 59;
    private static final int LAST_HOUR = 23;
    private static final int LAST_DAY = 31;
    private static final int LAST_MONTH = 12;
    private static final int SATURDAY = 6;
    private static final int WEEK = 7;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int REMEMBERED = 500;
    /** Every look at a cluster asks anew. */
    private static final Map<String, CronFields> PARSED = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CronFields> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** There may be eight years between two days that an expression matches: February 29 around 2100. */
    private static final int YEARS = 9;

    /**
     * Parses them; weekdays are 0 to 7, names of months and weekdays are known, and a question mark is a star.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static CronFields parse(String text) {
        synchronized (PARSED) {
            CronFields known = PARSED.get(text);
            if (known == null) {
                known = read(text);
                PARSED.put(text, known);
            }
            return known;
        }
    }

    private static CronFields read(String text) {
        String[] fields = BLANKS.split(text.strip().toUpperCase(Locale.ROOT).replace('?', '*'));
        if (fields.length == 5) {
            // To the parser a Sunday is the end of the week, which makes a range that begins with one run backwards.
            fields[4] = fields[4].replace("SUN-", "0-").replaceAll("(?<![0-9])7-", "0-");
        }
        Cron cron = PARSER.parse(String.join(" ", fields));
        FieldValues weekdays = values(cron, CronFieldName.DAY_OF_WEEK, 0, SATURDAY);
        if (weekdays.has(WEEK)) {
            weekdays.values().set(0);
        }
        return new CronFields(
                values(cron, CronFieldName.MINUTE, 0, LAST_MINUTE),
                values(cron, CronFieldName.HOUR, 0, LAST_HOUR),
                values(cron, CronFieldName.DAY_OF_MONTH, 1, LAST_DAY),
                values(cron, CronFieldName.MONTH, 1, LAST_MONTH),
                weekdays);
    }

    private static FieldValues values(Cron cron, CronFieldName field, int least, int greatest) {
        return FieldValues.of(cron.retrieve(field).getExpression(), least, greatest);
    }

    /** Whether the hours say nothing, so that what counts is the minute of each hour that passes. */
    boolean hourly() {
        return hours.all();
    }

    /** The first time that is not before this one; none where there is no such day. */
    Optional<LocalDateTime> from(LocalDateTime first) {
        LocalDateTime whole = first.truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime start = whole.isBefore(first) ? whole.plusMinutes(1) : whole;
        LocalTime since = start.toLocalTime();
        LocalDate last = start.toLocalDate().plusYears(YEARS);
        for (LocalDate day = start.toLocalDate(); day.isBefore(last); day = after(day)) {
            Optional<LocalTime> time = matches(day) ? time(since) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()));
            }
            since = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private LocalDate after(LocalDate day) {
        return months.has(day.getMonthValue())
                ? day.plusDays(1)
                : day.withDayOfMonth(1).plusMonths(1);
    }

    private boolean matches(LocalDate day) {
        boolean ofMonth = days.has(day.getDayOfMonth());
        boolean ofWeek = weekdays.has(weekday(day.getDayOfWeek()));
        boolean either = !days.all() && !weekdays.all();
        return months.has(day.getMonthValue()) && (either ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static int weekday(DayOfWeek day) {
        return day == DayOfWeek.SUNDAY ? 0 : day.getValue();
    }

    private Optional<LocalTime> time(LocalTime since) {
        for (int hour = hours.from(since.getHour()); hour >= 0; hour = hours.from(hour + 1)) {
            int minute = minutes.from(hour == since.getHour() ? since.getMinute() : 0);
            if (minute >= 0) {
                return Optional.of(LocalTime.of(hour, minute));
            }
        }
        return Optional.empty();
    }
}
