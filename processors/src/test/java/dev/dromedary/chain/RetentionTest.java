package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final List<ChainSummary> chains = new ArrayList<>();
    private final Map<String, RetentionRules> policy = new HashMap<>();
    private final Map<String, Integer> keep = new HashMap<>();

    private static Instant at(String day) {
        return Instant.parse(day + "T01:00:00Z");
    }

    private static ChainSummary chain(String schedule, String... days) {
        List<Instant> times = Stream.of(days).map(RetentionTest::at).toList();
        return new ChainSummary(
                days[0], days[0], schedule, times.getFirst(), times.getLast(), Map.of("s3", times), List.of(), "");
    }

    private void add(String... days) {
        chains.add(chain("", days));
    }

    private static ChainSummary with(ChainSummary chain, Map<String, List<Instant>> points) {
        return new ChainSummary(
                chain.id(), chain.name(), chain.schedule(), chain.begun(), chain.newest(), points, List.of(), "");
    }

    private static ChainSummary with(ChainSummary chain, Pin pin, String held) {
        return new ChainSummary(
                chain.id(),
                chain.name(),
                chain.schedule(),
                chain.begun(),
                chain.newest(),
                chain.points(),
                pin == null ? List.of() : List.of(pin),
                held);
    }

    private void rules(int keepLast, String keepWithin, Map<Period, Integer> periods, int minimum) {
        policy.put(
                "s3",
                new RetentionRules(
                        keepLast, keepWithin == null ? null : Lifetime.parse(keepWithin), periods, minimum, ""));
    }

    private Map<String, Fate> judge() {
        Map<String, Fate> fates = new HashMap<>();
        Retention.judge(chains, policy, keep, NOW, ZONE)
                .forEach(fate -> fates.put(fate.chain().id(), fate));
        return fates;
    }

    private List<String> gone() {
        return Retention.judge(chains, policy, keep, NOW, ZONE).stream()
                .filter(Fate::goes)
                .map(fate -> fate.chain().id())
                .toList();
    }

    @Test
    void theLastChainsStayAndTheOldestGoesFirst() {
        add("2026-11-03");
        add("2026-11-01", "2026-11-02");
        add("2026-11-05");
        add("2026-11-04");
        rules(2, null, Map.of(), 0);

        assertThat(gone()).containsExactly("2026-11-01", "2026-11-03");
        assertThat(judge().get("2026-11-01").why()).isEqualTo("beyond keepLast 2 in s3");
        assertThat(judge().get("2026-11-04").why()).isEqualTo("keepLast 2 in s3");
        assertThat(judge().get("2026-11-05").why())
                .isEqualTo("the newest that can be restored in s3, keepLast 2 in s3");
    }

    @Test
    void aChainIsAsOldAsItsNewestRestorePoint() {
        add("2026-10-01", "2026-11-20");
        add("2026-10-02");
        add("2026-11-21");
        rules(0, "10d", Map.of(), 0);

        assertThat(gone()).containsExactly("2026-10-02");
        assertThat(judge().get("2026-10-01").until()).contains(at("2026-11-30"));
        assertThat(judge().get("2026-11-21").until()).as("the newest stays").isEmpty();
    }

    @Test
    void ofEachPeriodTheNewestRestorePointCanBeRestored() {
        add("2026-08-30", "2026-09-10", "2026-09-30");
        add("2026-10-01");
        add("2026-10-31", "2026-11-25");
        add("2026-11-24");
        rules(0, null, Map.of(Period.MONTHLY, 3), 0);

        // October's newest point is the base of the chain that November's is in.
        assertThat(gone()).containsExactly("2026-10-01", "2026-11-24");
        assertThat(judge().get("2026-08-30").why()).isEqualTo("monthly 3 (2026-09) in s3");
    }

    @Test
    void anOutageCostsNoPeriod() {
        add("2026-01-10");
        add("2026-05-10");
        add("2026-11-25");
        rules(0, null, Map.of(Period.MONTHLY, 2), 0);

        assertThat(gone()).containsExactly("2026-01-10");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T22:59:59Z, 2", "2026-11-22T23:00:00Z, 1"})
    void aWeekBeginsWithMondayInTheZone(String sunday, int weeks) {
        chains.add(at("a", sunday));
        chains.add(at("b", "2026-11-24T00:00:00Z"));
        rules(0, null, Map.of(Period.WEEKLY, 9), 0);

        assertThat(gone()).hasSize(2 - weeks);
    }

    private static ChainSummary at(String id, String time) {
        Instant one = Instant.parse(time);
        return new ChainSummary(id, id, "", one, one, Map.of("s3", List.of(one)), List.of(), "");
    }

    @Test
    void keepIsAboutTheFullBackupsOfItsScheduleOnly() {
        chains.add(chain("nightly", "2026-11-01"));
        chains.add(chain("nightly", "2026-11-02", "2026-11-20"));
        chains.add(chain("nightly", "2026-11-03"));
        chains.add(chain("nightly", "2026-11-04"));
        chains.add(chain("weekly", "2026-10-01"));
        add("2026-09-01");
        keep.put("nightly", 2);

        assertThat(gone()).containsExactly("2026-11-01");
        assertThat(judge().get("2026-11-01").why()).isEqualTo("beyond keep 2 of schedule nightly");
        assertThat(judge().get("2026-11-02").why())
                .as("the third by its base, but nothing newer can be restored")
                .isEqualTo("the newest that can be restored in s3");
        assertThat(judge().get("2026-09-01").why()).isEqualTo("no rule is about it in s3");
    }

    @Test
    void aChainStaysWhereAnyRuleKeepsIt() {
        chains.add(chain("nightly", "2026-11-01"));
        chains.add(chain("nightly", "2026-11-02"));
        chains.add(chain("", "2026-11-03"));
        keep.put("nightly", 1);
        rules(1, null, Map.of(), 0);

        assertThat(gone()).containsExactly("2026-11-01");
    }

    @Test
    void theMinimumCountsGoodChainsOnly() {
        add("2026-11-01");
        add("2026-11-02");
        chains.add(with(chain("", "2026-11-03"), Map.of("s3", List.of())));
        add("2026-11-04");
        rules(0, "1h", Map.of(), 2);

        assertThat(gone()).containsExactly("2026-11-01", "2026-11-03");
    }

    @Test
    void aDamagedChainGoesWhenEnoughGoodOnesAreNewer() {
        chains.add(with(chain("", "2026-11-01"), Map.of("s3", List.of())));
        add("2026-11-02");
        rules(2, null, Map.of(), 0);
        assertThat(gone()).isEmpty();

        add("2026-11-03");
        assertThat(gone()).containsExactly("2026-11-01");
    }

    @Test
    void eachStorageIsJudgedByItself() {
        Instant old = at("2026-10-01");
        Instant recent = at("2026-11-25");
        chains.add(with(chain("", "2026-10-01"), Map.of("s3", List.of(old), "far", List.of(old))));
        chains.add(with(chain("", "2026-10-02"), Map.of("s3", List.of(at("2026-10-02")), "far", List.of())));
        chains.add(with(chain("", "2026-11-25"), Map.of("s3", List.of(recent), "far", List.of(recent))));
        rules(1, null, Map.of(), 0);
        policy.put("far", new RetentionRules(0, Lifetime.parse("1y"), Map.of(), 0, ""));

        assertThat(gone()).as("its copy is not complete and cannot keep it").containsExactly("2026-10-02");
        assertThat(judge().get("2026-10-01").why()).isEqualTo("keepWithin 1y in far");
        assertThat(judge().get("2026-10-01").until()).contains(old.plus(Duration.ofDays(365)));
    }

    @Test
    void rulesThatCannotBeReadKeepAll() {
        add("2026-11-01");
        add("2026-11-02");
        chains.add(chain("nightly", "2026-10-01"));
        chains.add(chain("nightly", "2026-10-02"));
        keep.put("nightly", 1);
        policy.put("s3", RetentionRules.unreadable("keepWithin cannot be read"));

        assertThat(gone()).isEmpty();
        assertThat(judge().get("2026-11-01").why()).isEqualTo("keepWithin cannot be read");
    }

    @Test
    void aMinimumAloneRemovesNothing() {
        add("2026-11-01");
        add("2026-11-02");
        rules(0, null, Map.of(), 1);

        assertThat(gone()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T12:00:01Z, true",
        "2026-11-26T12:00:00Z, false",
        "2026-11-26T13:30:00+02:00, false",
        "2026-11-26, true",
        "2026-11-25, false",
        "forever, true",
        "Forever, true",
        "next week, true",
        "2026-13-40, true",
        "'', true"
    })
    void aPinKeepsItsChainUntilItsTime(String value, boolean stays) {
        chains.add(with(chain("", "2026-11-01"), Pin.of("b", value, ZONE), ""));
        add("2026-11-02");
        rules(1, null, Map.of(), 0);

        assertThat(gone().isEmpty()).isEqualTo(stays);
    }

    @Test
    void aPinThatCannotBeReadSaysSo() {
        chains.add(with(chain("", "2026-11-01"), Pin.of("b", "soon", ZONE), ""));
        add("2026-11-02");
        rules(1, null, Map.of(), 0);

        assertThat(judge().get("2026-11-01").why())
                .isEqualTo("pinned by b, whose pin 'soon' is neither a time, a date nor forever");
    }

    @Test
    void whatSomebodyDependsOnStays() {
        chains.add(with(chain("", "2026-11-01"), null, "restore r needs it"));
        add("2026-11-02");
        rules(1, null, Map.of(), 0);

        assertThat(gone()).isEmpty();
        assertThat(judge().get("2026-11-01").why()).isEqualTo("restore r needs it");
    }

    @ParameterizedTest
    @CsvSource({"12h, PT12H", "30d, PT720H", "1w3d, PT240H", "1y, PT8760H", "' 90m ', PT90M"})
    void aLifetimeIsNumbersWithUnits(String text, String length) {
        assertThat(Lifetime.parse(text).length()).isEqualTo(Duration.parse(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "d", "-1d", "1.5d", "0d", "P1D", "1 d"})
    void anythingElseIsNoLifetime(String text) {
        assertThatThrownBy(() -> Lifetime.parse(text))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.RetentionInvalid));
    }
}
