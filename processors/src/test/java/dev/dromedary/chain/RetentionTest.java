package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
    private final Judging judging = new Judging();

    @Test
    void theLastChainsStayAndTheOldestGoesFirst() {
        judging.add("2026-11-03");
        judging.add("2026-11-01", "2026-11-02");
        judging.add("2026-11-05");
        judging.add("2026-11-04");
        judging.rules(2, null, Map.of(), 0);

        assertThat(judging.gone()).containsExactly("2026-11-01", "2026-11-03");
        assertThat(judging.judge().get("2026-11-01").why()).isEqualTo("beyond keepLast 2 in s3");
        assertThat(judging.judge().get("2026-11-04").why()).isEqualTo("keepLast 2 in s3");
        assertThat(judging.judge().get("2026-11-05").why())
                .isEqualTo("the newest that can be restored in s3, keepLast 2 in s3");
    }

    @Test
    void aChainIsAsOldAsItsNewestRestorePoint() {
        judging.add("2026-10-01", "2026-11-20");
        judging.add("2026-10-02");
        judging.add("2026-11-21");
        judging.rules(0, "10d", Map.of(), 0);

        assertThat(judging.gone()).containsExactly("2026-10-02");
        assertThat(judging.judge().get("2026-10-01").until()).contains(Judging.at("2026-11-30"));
        assertThat(judging.judge().get("2026-11-21").until())
                .as("the newest stays")
                .isEmpty();
    }

    @Test
    void ofEachPeriodTheNewestRestorePointCanBeRestored() {
        judging.add("2026-08-30", "2026-09-10", "2026-09-30");
        judging.add("2026-10-01");
        judging.add("2026-10-31", "2026-11-25");
        judging.add("2026-11-24");
        judging.rules(0, null, Map.of(Period.MONTHLY, 3), 0);

        // October's newest point is the base of the chain that November's is in.
        assertThat(judging.gone()).containsExactly("2026-10-01", "2026-11-24");
        assertThat(judging.judge().get("2026-08-30").why()).isEqualTo("monthly 3 (2026-09) in s3");
    }

    @Test
    void anOutageCostsNoPeriod() {
        judging.add("2026-01-10");
        judging.add("2026-05-10");
        judging.add("2026-11-25");
        judging.rules(0, null, Map.of(Period.MONTHLY, 2), 0);

        assertThat(judging.gone()).containsExactly("2026-01-10");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22T22:59:59Z, 2", "2026-11-22T23:00:00Z, 1"})
    void aWeekBeginsWithMondayInTheZone(String sunday, int weeks) {
        judging.chains.add(Judging.at("a", sunday));
        judging.chains.add(Judging.at("b", "2026-11-24T00:00:00Z"));
        judging.rules(0, null, Map.of(Period.WEEKLY, 9), 0);

        assertThat(judging.gone()).hasSize(2 - weeks);
    }

    @Test
    void keepIsAboutTheFullBackupsOfItsScheduleOnly() {
        judging.chains.add(Judging.chain("nightly", "2026-11-01"));
        judging.chains.add(Judging.chain("nightly", "2026-11-02", "2026-11-20"));
        judging.chains.add(Judging.chain("nightly", "2026-11-03"));
        judging.chains.add(Judging.chain("nightly", "2026-11-04"));
        judging.chains.add(Judging.chain("weekly", "2026-10-01"));
        judging.add("2026-09-01");
        judging.keep.put("nightly", 2);

        assertThat(judging.gone()).containsExactly("2026-11-01");
        assertThat(judging.judge().get("2026-11-01").why()).isEqualTo("beyond keep 2 of schedule nightly");
        assertThat(judging.judge().get("2026-11-02").why())
                .as("the third by its base, but nothing newer can be restored")
                .isEqualTo("the newest that can be restored in s3");
        assertThat(judging.judge().get("2026-09-01").why()).isEqualTo("no rule is about it in s3");
    }

    @Test
    void aChainStaysWhereAnyRuleKeepsIt() {
        judging.chains.add(Judging.chain("nightly", "2026-11-01"));
        judging.chains.add(Judging.chain("nightly", "2026-11-02"));
        judging.chains.add(Judging.chain("", "2026-11-03"));
        judging.keep.put("nightly", 1);
        judging.rules(1, null, Map.of(), 0);

        assertThat(judging.gone()).containsExactly("2026-11-01");
    }

    @Test
    void theMinimumCountsGoodChainsOnly() {
        judging.add("2026-11-01");
        judging.add("2026-11-02");
        judging.chains.add(Judging.with(Judging.chain("", "2026-11-03"), Map.of("s3", List.of())));
        judging.add("2026-11-04");
        judging.rules(0, "1h", Map.of(), 2);

        assertThat(judging.gone()).containsExactly("2026-11-01", "2026-11-03");
    }

    @Test
    void aDamagedChainGoesWhenEnoughGoodOnesAreNewer() {
        judging.chains.add(Judging.with(Judging.chain("", "2026-11-01"), Map.of("s3", List.of())));
        judging.add("2026-11-02");
        judging.rules(2, null, Map.of(), 0);
        assertThat(judging.gone()).isEmpty();

        judging.add("2026-11-03");
        assertThat(judging.gone()).containsExactly("2026-11-01");
    }

    @Test
    void eachStorageIsJudgedByItself() {
        Instant old = Judging.at("2026-10-01");
        Instant recent = Judging.at("2026-11-25");
        judging.chains.add(
                Judging.with(Judging.chain("", "2026-10-01"), Map.of("s3", List.of(old), "far", List.of(old))));
        judging.chains.add(Judging.with(
                Judging.chain("", "2026-10-02"), Map.of("s3", List.of(Judging.at("2026-10-02")), "far", List.of())));
        judging.chains.add(
                Judging.with(Judging.chain("", "2026-11-25"), Map.of("s3", List.of(recent), "far", List.of(recent))));
        judging.rules(1, null, Map.of(), 0);
        judging.policy.put("far", new RetentionRules(0, Lifetime.parse("1y"), Map.of(), 0, ""));

        assertThat(judging.gone())
                .as("its copy is not complete and cannot keep it")
                .containsExactly("2026-10-02");
        assertThat(judging.judge().get("2026-10-01").why()).isEqualTo("keepWithin 1y in far");
        assertThat(judging.judge().get("2026-10-01").until()).contains(old.plus(Duration.ofDays(365)));
    }

    @Test
    void rulesThatCannotBeReadKeepAll() {
        judging.add("2026-11-01");
        judging.add("2026-11-02");
        judging.chains.add(Judging.chain("nightly", "2026-10-01"));
        judging.chains.add(Judging.chain("nightly", "2026-10-02"));
        judging.keep.put("nightly", 1);
        judging.policy.put("s3", RetentionRules.unreadable("keepWithin cannot be read"));

        assertThat(judging.gone()).isEmpty();
        assertThat(judging.judge().get("2026-11-01").why()).isEqualTo("keepWithin cannot be read");
    }

    @Test
    void aMinimumAloneRemovesNothing() {
        judging.add("2026-11-01");
        judging.add("2026-11-02");
        judging.rules(0, null, Map.of(), 1);

        assertThat(judging.gone()).isEmpty();
    }
}
