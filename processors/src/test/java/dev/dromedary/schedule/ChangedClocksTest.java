package dev.dromedary.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules on the days when clocks are put forward and back. */
class ChangedClocksTest {
    /** All times of a day and a bit, in the zone. */
    private static String day(String schedule, String zone, String from, String to) {
        List<Instant> times =
                TimetableTest.times(
                                Timetable.parse(schedule, zone, ZoneOffset.UTC),
                                Instant.parse(from).minusNanos(1),
                                100)
                        .stream()
                        .filter(time -> time.isBefore(Instant.parse(to)))
                        .toList();
        return String.join(
                " ",
                times.stream()
                        .map(time -> time.atZone(ZoneId.of(zone)).toOffsetDateTime())
                        .map(time -> time.toLocalTime() + time.getOffset().toString())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What the gap leaves out comes at once after it, and once.
                "30 2 * * *      | 03:00+02:00",
                "0 2 * * *       | 03:00+02:00",
                "15,45 2 * * *   | 03:00+02:00",
                "0 2,3 * * *     | 03:00+02:00",
                "30 2-4 * * *    | 03:00+02:00 03:30+02:00 04:30+02:00",
                "30 */2 * * *    | 00:30+01:00 03:00+02:00 04:30+02:00",
                "59 1 * * *      | 01:59+01:00",
                "0 3 * * *       | 03:00+02:00",
                "30 2 29 3 *     | 03:00+02:00",
                "30 2 * * sun    | 03:00+02:00",
                // Each hour that passes.
                "0 * * * *       | 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00",
                "*/30 * * * *    | 00:00+01:00 00:30+01:00 01:00+01:00 01:30+01:00 03:00+02:00 03:30+02:00 04:00+02:00 04:30+02:00",
            })
    void clocksPutForward(String schedule, String times) {
        // Until 05:00 of March 29: at 02:00 it is 03:00.
        assertThat(day(schedule, "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z"))
                .isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What is there twice comes the first time alone.
                "30 2 * * *      | 02:30+02:00",
                "0 2 * * *       | 02:00+02:00",
                "0 2,3 * * *     | 02:00+02:00 03:00+01:00",
                "0,30 2 * * *    | 02:00+02:00 02:30+02:00",
                "30 */2 * * *    | 00:30+02:00 02:30+02:00 04:30+01:00",
                "0 3 * * *       | 03:00+01:00",
                // Each hour that passes.
                "0 * * * *       | 00:00+02:00 01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00 04:00+01:00",
                "30 * * * *      | 00:30+02:00 01:30+02:00 02:30+02:00 02:30+01:00 03:30+01:00 04:30+01:00",
            })
    void clocksPutBack(String schedule, String times) {
        // Until 05:00 of October 25: at 03:00 it is 02:00.
        assertThat(day(schedule, "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z"))
                .isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource({
        // A gap of half an hour, one at midnight, one of a whole day.
        "15 2 * * *, Australia/Lord_Howe, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z, 02:30+11:00",
        "0 0 * * *, America/Santiago, 2026-09-05T04:30:00Z, 2026-09-06T12:00:00Z, 01:00-03:00",
        "0 12 * * *, Pacific/Apia, 2011-12-30T00:00:00Z, 2011-12-30T20:00:00Z, 00:00+14:00",
    })
    void otherGaps(String schedule, String zone, String from, String to, String times) {
        assertThat(day(schedule, zone, from, to)).isEqualTo(times);
    }

    /** Looked at from any moment, the next time is the first of all that are later. */
    @ParameterizedTest
    @ValueSource(strings = {"30 2 * * *", "*/20 * * * *", "15 1-3 * * *", "0 0 * * *", "45 */3 * * *"})
    void theNextTimeIsTheSameWheneverItIsAskedFor(String schedule) {
        for (String day : List.of("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z")) {
            Timetable timetable = Timetable.parse(schedule, "Europe/Berlin", ZoneOffset.UTC);
            Instant start = Instant.parse(day);
            List<Instant> all = TimetableTest.times(timetable, start, 120);
            for (Instant at = start; at.isBefore(start.plus(12, ChronoUnit.HOURS)); at = at.plusSeconds(300)) {
                Instant moment = at;
                Instant expected = all.stream()
                        .filter(time -> time.isAfter(moment))
                        .findFirst()
                        .orElseThrow();
                assertThat(timetable.next(moment)).as(moment.toString()).hasValue(expected);
            }
        }
    }
}
