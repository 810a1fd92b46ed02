package dev.dromedary.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Chains and rules, and what becomes of the chains. */
final class Judging {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    final List<ChainSummary> chains = new ArrayList<>();
    final Map<String, RetentionRules> policy = new HashMap<>();
    final Map<String, Integer> keep = new HashMap<>();

    static Instant at(String day) {
        return Instant.parse(day + "T01:00:00Z");
    }

    static ChainSummary chain(String schedule, String... days) {
        List<Instant> times = Stream.of(days).map(Judging::at).toList();
        return new ChainSummary(
                days[0], days[0], schedule, times.getFirst(), times.getLast(), Map.of("s3", times), List.of(), "");
    }

    void add(String... days) {
        chains.add(chain("", days));
    }

    static ChainSummary with(ChainSummary chain, Map<String, List<Instant>> points) {
        return new ChainSummary(
                chain.id(), chain.name(), chain.schedule(), chain.begun(), chain.newest(), points, List.of(), "");
    }

    static ChainSummary with(ChainSummary chain, Pin pin, String held) {
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

    void rules(int keepLast, String keepWithin, Map<Period, Integer> periods, int minimum) {
        policy.put(
                "s3",
                new RetentionRules(
                        keepLast, keepWithin == null ? null : Lifetime.parse(keepWithin), periods, minimum, ""));
    }

    Map<String, Fate> judge() {
        Map<String, Fate> fates = new HashMap<>();
        Retention.judge(chains, policy, keep, NOW, ZONE)
                .forEach(fate -> fates.put(fate.chain().id(), fate));
        return fates;
    }

    List<String> gone() {
        return Retention.judge(chains, policy, keep, NOW, ZONE).stream()
                .filter(Fate::goes)
                .map(fate -> fate.chain().id())
                .toList();
    }

    static ChainSummary at(String id, String time) {
        Instant one = Instant.parse(time);
        return new ChainSummary(id, id, "", one, one, Map.of("s3", List.of(one)), List.of(), "");
    }
}
