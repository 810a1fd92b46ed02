package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.schedule.Timetable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The times that the documents write are times, and the ones that they say. */
class SchedulesDocTest {
    private static final String PAGE = DocsFiles.text(DocsFiles.HOME.resolve("docs/schedules.md"));
    private static final String BERLIN = "Europe/Berlin";

    /** A day in the table of what happens when clocks are changed, by its number of hours. */
    private static final List<String> SHORT_DAY = List.of("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");

    private static final List<String> LONG_DAY = List.of("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");

    private static List<String> times(String schedule, String zone, List<String> day) {
        Timetable timetable = Timetable.parse(schedule, zone, ZoneOffset.UTC);
        return Stream.iterate(
                        timetable.next(Instant.parse(day.getFirst()).minusNanos(1)),
                        next -> next.flatMap(timetable::next))
                .takeWhile(next -> next.filter(time -> time.isBefore(Instant.parse(day.getLast())))
                        .isPresent())
                .map(Optional::orElseThrow)
                .map(time -> OffsetDateTime.ofInstant(time, ZoneId.of(zone)))
                .map(time -> time.toLocalTime() + time.getOffset().toString())
                .toList();
    }

    /** The row of the table about changed clocks that begins with this. */
    private static List<String> row(String begin) {
        return PAGE.lines()
                .filter(line -> line.startsWith("| " + begin))
                .map(line -> List.of(line.substring(2).split(" *\\| *")))
                .findFirst()
                .orElseThrow();
    }

    private static String code(String text) {
        return text.replaceFirst("^`([^`]+)`.*", "$1");
    }

    @Test
    void whatNamesAnHourComesOnceWhenClocksAreChanged() {
        List<String> row = row("`30 2 * * *`");

        assertThat(row.get(1)).startsWith("03:00, at once after the gap");
        assertThat(times(code(row.get(0)), BERLIN, SHORT_DAY)).containsExactly("03:00+02:00");
        assertThat(row.get(2)).isEqualTo("02:30, the first of the two");
        assertThat(times(code(row.get(0)), BERLIN, LONG_DAY)).containsExactly("02:30+02:00");
    }

    @Test
    void whatComesEachHourComesEachHourThatPasses() {
        List<String> row = row("`30 * * * *`");

        assertThat(row.get(1)).isEqualTo("each hour that passes");
        assertThat(times(code(row.get(0)), BERLIN, SHORT_DAY)).hasSize(23);
        assertThat(row.get(2)).isEqualTo("each hour that passes, so both of the two");
        assertThat(times(code(row.get(0)), BERLIN, LONG_DAY)).hasSize(25).contains("02:30+02:00", "02:30+01:00");
    }

    @Test
    void everyShorthandIsUnderstood() {
        List<String> found = Pattern.compile("`(@[a-z]+(?: \\w+)?)`")
                .matcher(PAGE)
                .results()
                .map((MatchResult each) -> each.group(1))
                .distinct()
                .toList();

        assertThat(found).hasSize(8).contains("@every 90m").allSatisfy(each -> assertThat(
                        times(each, BERLIN, List.of("2026-01-01T00:00:00Z", "2027-02-01T00:00:00Z")))
                .isNotEmpty());
        assertThat(times("@every 90m", "UTC", List.of("2026-11-26T00:00:00Z", "2026-11-26T04:00:00Z")))
                .hasSize(2);
    }

    @Test
    void aZoneBeforeTheFieldsComesBeforeTheOtherOne() {
        List<String> day = List.of("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z");
        List<String> zones = Pattern.compile("`((?:CRON_)?TZ=[^`]+)`")
                .matcher(PAGE)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();

        assertThat(zones).hasSize(2).allSatisfy(zone -> assertThat(times(zone + " 30 2 * * *", BERLIN, day))
                .isEqualTo(times("30 2 * * *", "Asia/Tokyo", day).stream()
                        .map(time -> "18:30+01:00")
                        .toList()));
    }

    /** The samples' entries, of all documents and examples. */
    private static Stream<JsonNode> entries() {
        return DocsFiles.blocks("yaml").stream()
                .filter(block -> block.mark().isEmpty())
                .flatMap(SchedulesDocTest::documents)
                .flatMap(document -> stream(document.at("/spec/backup/schedule")));
    }

    private static Stream<JsonNode> documents(DocsFiles.Block block) {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).readValues(block.text())) {
            return documents.readAll().stream().map(each -> new ObjectMapper().valueToTree(each));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
    }

    @Test
    void theEntriesOfTheSamplesAreTimes() {
        List<String> sunday = List.of("2026-11-22T12:00:00Z", "2026-11-29T12:00:00Z");
        assertThat(entries().map(entry -> entry.path("name").asText())).containsExactly("weekly", "hourly");

        assertThat(entries().map(entry -> times(
                                entry.path("schedule").asText(),
                                entry.path("timeZone").asText("UTC"),
                                sunday)
                        .size()))
                .containsExactly(1, 7 * 24);
    }

    /** The line for cron is in the form of /etc/cron.d, and means what the unit for systemd means. */
    @Test
    void cronAndSystemdStartTheSameAtTheSameTime() {
        String page = DocsFiles.text(DocsFiles.HOME.resolve("docs/standalone.md"));
        MatchResult line = Pattern.compile("(?m)^ {4}((?:\\S+ ){5})root (\\S+)$")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow();
        List<String> day = List.of("2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z");

        assertThat(times(line.group(1), "UTC", day)).containsExactly("02:30Z");
        assertThat(page).contains("OnCalendar=*-*-* 02:30:00\n", "ExecStart=" + line.group(2) + "\n");
    }
}
