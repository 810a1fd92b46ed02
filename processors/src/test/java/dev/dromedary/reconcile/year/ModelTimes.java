package dev.dromedary.reconcile.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A schedule of the simulated year and its times, worked out day by day: they share no code with the product. Times are seconds
 * since 1970.
 *
 * @param step of equal steps, or 0
 * @param times in order
 */
record ModelTimes(String schedule, String zone, long step, long[] times) {
    private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 6, 1);
    private static final LocalTime NIGHT = LocalTime.of(2, 30);

    /** Those that seeds choose from; on the Sundays of March 29 and October 25, 2026 the clocks of Berlin are changed. */
    static final List<ModelTimes> ALL = List.of(
            days("30 2 * * 0", "Europe/Berlin", on(DayOfWeek.SUNDAY), NIGHT),
            days(
                    "CRON_TZ=Europe/Berlin 15,45 2 * * sun",
                    null,
                    on(DayOfWeek.SUNDAY),
                    LocalTime.of(2, 15),
                    LocalTime.of(2, 45)),
            days("@weekly", null, on(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT),
            days("0 4 * * 3,6", "America/New_York", on(DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY), LocalTime.of(4, 0)),
            days("0 */12 1-7 * *", null, day -> day.getDayOfMonth() <= 7, LocalTime.MIDNIGHT, LocalTime.NOON),
            days(
                    "20 5 10 * 1",
                    null,
                    day -> day.getDayOfMonth() == 10 || day.getDayOfWeek() == DayOfWeek.MONDAY,
                    LocalTime.of(5, 20)),
            steps("@every 100h", 360_000),
            days(
                    "30 2 * 3,10 *",
                    "Europe/Berlin",
                    day -> day.getMonthValue() == 3 || day.getMonthValue() == 10,
                    NIGHT));

    private static ModelTimes steps(String schedule, long step) {
        return new ModelTimes(schedule, null, step, new long[0]);
    }

    private static Predicate<LocalDate> on(DayOfWeek... days) {
        return day -> Arrays.asList(days).contains(day.getDayOfWeek());
    }

    private static ModelTimes days(String schedule, String zone, Predicate<LocalDate> days, LocalTime... times) {
        String before = "CRON_TZ=Europe/Berlin ";
        String name = schedule.startsWith(before) ? "Europe/Berlin" : zone == null ? "UTC" : zone;
        long[] all = FIRST.datesUntil(LAST)
                .filter(days)
                .flatMap(day -> Stream.of(times).map(day::atTime))
                .mapToLong(time -> moment(time, ZoneId.of(name)))
                .sorted()
                .distinct()
                .toArray();
        return new ModelTimes(schedule, zone, 0, all);
    }

    /** A time that a change of the clocks leaves out is the moment of the change; of two equal ones it is the earlier. */
    private static long moment(LocalDateTime time, ZoneId zone) {
        long before =
                time.atOffset(zone.getRules().getOffset(time.minusHours(3))).toEpochSecond();
        LocalDateTime shown = LocalDateTime.ofEpochSecond(
                before, 0, zone.getRules().getOffset(java.time.Instant.ofEpochSecond(before)));
        if (shown.equals(time)) {
            return before;
        }
        long after = time.atOffset(zone.getRules().getOffset(time.plusHours(3))).toEpochSecond();
        LocalDateTime then = LocalDateTime.ofEpochSecond(
                after, 0, zone.getRules().getOffset(java.time.Instant.ofEpochSecond(after)));
        return then.equals(time) ? after : change(time, zone);
    }

    private static long change(LocalDateTime time, ZoneId zone) {
        long first = time.atOffset(zone.getRules().getOffset(time.plusHours(3))).toEpochSecond();
        return LongStream.iterate(first, second -> second + 60)
                .filter(second -> !LocalDateTime.ofInstant(java.time.Instant.ofEpochSecond(second), zone)
                        .isBefore(time))
                .findFirst()
                .orElseThrow();
    }

    /** How many are after the one moment and not after the other. */
    long count(long after, long until) {
        if (until <= after) {
            return 0;
        }
        return step > 0 ? (until - after) / step : upTo(until) - upTo(after);
    }

    /** The last of them. */
    long latest(long after, long until) {
        return step > 0 ? after + (until - after) / step * step : times[upTo(until) - 1];
    }

    long next(long after) {
        return step > 0 ? after + step : times[upTo(after)];
    }

    private int upTo(long moment) {
        int found = Arrays.binarySearch(times, moment);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
