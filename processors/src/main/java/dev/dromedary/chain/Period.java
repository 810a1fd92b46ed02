package dev.dromedary.chain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** What a calendar rule counts. */
public enum Period {
    DAILY,
    /** As in ISO 8601: it begins with Monday. */
    WEEKLY,
    MONTHLY,
    YEARLY;

    /** The first day of the period that a day is in. */
    LocalDate begin(LocalDate day) {
        return switch (this) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case YEARLY -> day.withDayOfYear(1);
        };
    }

    /** What people call the period with this first day. */
    String title(LocalDate begin) {
        return switch (this) {
            case DAILY -> begin.toString();
            case WEEKLY -> "week of " + begin;
            case MONTHLY -> YearMonth.from(begin).toString();
            case YEARLY -> Integer.toString(begin.getYear());
        };
    }

    /** The name of the rule in the resource. */
    String rule() {
        return name().toLowerCase(Locale.ROOT);
    }
}
