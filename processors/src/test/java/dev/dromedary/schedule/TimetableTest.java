package dev.dromedary.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    private static final Instant START = Instant.parse("2026-11-26T10:17:30Z");

    private static Timetable parsed(String schedule) {
        return Timetable.parse(schedule, null, ZoneOffset.UTC);
    }

    static List<Instant> times(Timetable timetable, Instant after, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = timetable.next(after);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = timetable.next(next.get());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 2 * * *         | 2026-11-27T02:00 2026-11-28T02:00",
                "*/20 * * * *      | 2026-11-26T10:20 2026-11-26T10:40",
                "5/25 10 * * *     | 2026-11-26T10:30 2026-11-26T10:55",
                "1-10/4 3 * * *    | 2026-11-27T03:01 2026-11-27T03:05",
                "0 2 * * 0         | 2026-11-29T02:00 2026-12-06T02:00",
                "0 2 * * 7         | 2026-11-29T02:00 2026-12-06T02:00",
                "0 2 * * sun       | 2026-11-29T02:00 2026-12-06T02:00",
                "0 2 * * Sun-Tue   | 2026-11-29T02:00 2026-11-30T02:00",
                "0 2 * * 5-7       | 2026-11-27T02:00 2026-11-28T02:00",
                "0 2 * * 7-2       | 2026-11-29T02:00 2026-11-30T02:00",
                "0 2 * * 1,7       | 2026-11-29T02:00 2026-11-30T02:00",
                "0 2 ? JAN ?       | 2027-01-01T02:00 2027-01-02T02:00",
                // Either of the two, as in every cron of Unix; a step of more than one says something, a star does not.
                "0 2 1 * 1         | 2026-11-30T02:00 2026-12-01T02:00",
                "0 2 */1 * 1       | 2026-11-30T02:00 2026-12-07T02:00",
                "0 2 */15 * 2      | 2026-12-01T02:00 2026-12-08T02:00",
                "0 0 29 2 *        | 2028-02-29T00:00 2032-02-29T00:00",
                "0 0 31 4,5 *      | 2027-05-31T00:00 2028-05-31T00:00",
                "@hourly           | 2026-11-26T11:00 2026-11-26T12:00",
                "@daily            | 2026-11-27T00:00 2026-11-28T00:00",
                "@midnight         | 2026-11-27T00:00 2026-11-28T00:00",
                "@weekly           | 2026-11-29T00:00 2026-12-06T00:00",
                "@monthly          | 2026-12-01T00:00 2027-01-01T00:00",
                "@yearly           | 2027-01-01T00:00 2028-01-01T00:00",
                "@annually         | 2027-01-01T00:00 2028-01-01T00:00",
                "@every 1h30m      | 2026-11-26T11:47:30 2026-11-26T13:17:30",
                "@every 1.5h       | 2026-11-26T11:47:30 2026-11-26T13:17:30",
                "@every 10ms       | 2026-11-26T10:17:31 2026-11-26T10:17:32",
            })
    void theNextTimes(String schedule, String expected) {
        String found = String.join(
                " ",
                times(parsed(schedule), START, 2).stream()
                        .map(time ->
                                LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString())
                        .toList());

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *, , 2026-11-27T02:00:00Z",
        "0 2 * * *, Europe/Berlin, 2026-11-27T01:00:00Z",
        "CRON_TZ=Asia/Tokyo 0 2 * * *, , 2026-11-26T17:00:00Z",
        "TZ=Asia/Tokyo 0 2 * * *, Europe/Berlin, 2026-11-26T17:00:00Z",
        "TZ=Local 0 2 * * *, , 2026-11-27T02:00:00Z",
        "CRON_TZ=Asia/Tokyo @daily, , 2026-11-26T15:00:00Z",
    })
    void aZoneStandsBeforeTheFieldsOrBesideThem(String schedule, String zone, Instant next) {
        Timetable timetable = Timetable.parse(schedule, zone, ZoneOffset.UTC);

        assertThat(timetable.next(START)).hasValue(next);
        Timetable again = Timetable.parse(timetable.text(), null, ZoneId.of("America/Lima"));
        assertThat(again.next(START)).as("whatever the operator's zone").hasValue(next);
        assertThat(again.text()).isEqualTo(timetable.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "* * * *",
                "0 0 0 * * *",
                "60 * * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "10-5 * * * *",
                "*/0 * * * *",
                "0 2 L * *",
                "0 2 * * 1#2",
                "0 2 * * noday",
                "@reboot",
                "@Daily",
                "@every",
                "@every 5",
                "@every -1h",
                "@every 0s",
                "@every 1h30",
                "@every 99999999999999999999999h",
                "TZ=Europe/Nowhere 0 2 * * *",
                "TZ= 0 2 * * *",
                "CRON_TZ=Europe/Berlin",
                "0 2\n* * *",
            })
    void whatIsNoScheduleIsToldWithTheContractsWords(String schedule) {
        assertThatThrownBy(() -> parsed(schedule))
                .isInstanceOfSatisfying(
                        BackupException.class, told -> assertThat(told.reason()).isEqualTo(Reason.ScheduleInvalid))
                .hasMessageStartingWith("invalid schedule format: ")
                .hasMessageMatching("invalid schedule format: .+");
    }

    @Test
    void aDayThatNeverComesHasNoNextTime() {
        assertThat(parsed("0 0 30 2 *").next(START)).isEmpty();
        assertThat(parsed("0 * 31 4 *").next(START)).isEmpty();
        assertThat(parsed("0 0 30 2 *").passed(START, START.plusSeconds(1_000_000_000)))
                .isEqualTo(new Timetable.Passed(0, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * * *, 2026-11-27T01:59:59Z, 0, ",
        "0 2 * * *, 2026-11-27T02:00:00Z, 1, 2026-11-27T02:00:00Z",
        "0 2 * * *, 2026-12-06T01:00:00Z, 9, 2026-12-05T02:00:00Z",
        "* * * * *, 2027-11-26T10:17:30Z, 525600, 2027-11-26T10:17:00Z",
        "@every 1h, 2026-11-26T11:17:29Z, 0, ",
        "@every 1h, 2026-11-26T11:17:30Z, 1, 2026-11-26T11:17:30Z",
        "@every 1s, 2036-11-26T10:17:30Z, 315619200, 2036-11-26T10:17:30Z",
    })
    void whatHasPassedIsCounted(String schedule, Instant until, long count, Instant latest) {
        assertThat(parsed(schedule).passed(START, until)).isEqualTo(new Timetable.Passed(count, latest));
    }

    @Test
    void aClockThatWasWrongByACenturyCostsNoMoreThanTenYears() {
        Timetable.Passed passed = parsed("0 * * * *").passed(START, Instant.parse("2126-01-01T00:00:00Z"));

        assertThat(passed.count()).isEqualTo(3660 * 24);
        assertThat(passed.latest()).isEqualTo("2126-01-01T00:00:00Z");
    }
}
