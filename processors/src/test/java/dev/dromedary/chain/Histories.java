package dev.dromedary.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Chains that may have come about: their bases in some schedule's steps, with clocks that jump and members that fail. */
final class Histories {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final List<String> SCHEDULES = List.of("", "hourly", "daily", "weekly");
    private static final List<String> STORAGES = List.of("near", "far");

    private final Random random;

    Histories(Random random) {
        this.random = random;
    }

    List<ChainSummary> chains(int number) {
        List<ChainSummary> chains = new ArrayList<>();
        Instant time = NOW.minus(Duration.ofHours(random.nextInt(24 * 800)));
        for (int i = 0; i < number; i++) {
            // Now and then the same second, and now and then back.
            time = time.plus(Duration.ofHours(random.nextInt(60) - 3L));
            chains.add(chain(i, time));
        }
        return chains;
    }

    private ChainSummary chain(int number, Instant begun) {
        List<Instant> members = new ArrayList<>(List.of(begun));
        for (int i = random.nextInt(5); i > 0; i--) {
            members.add(members.getLast().plus(Duration.ofHours(random.nextInt(20))));
        }
        Map<String, List<Instant>> points = new HashMap<>();
        points.put(any(STORAGES), readable(members));
        if (random.nextInt(3) == 0) {
            points.put(any(STORAGES), readable(members));
        }
        return new ChainSummary(
                "chain-" + number,
                "chain-" + number,
                any(SCHEDULES),
                begun,
                members.getLast(),
                points,
                random.nextInt(20) == 0 ? List.of(pin()) : List.of(),
                random.nextInt(30) == 0 ? "backup x is at work in it" : "");
    }

    private List<Instant> readable(List<Instant> members) {
        return random.nextInt(8) == 0 ? List.of() : members.subList(0, 1 + random.nextInt(members.size()));
    }

    private Pin pin() {
        return new Pin(
                "b", "p", random.nextBoolean(), random.nextBoolean() ? null : NOW.plusSeconds(random.nextInt(10) - 5));
    }

    RetentionRules rules() {
        Map<Period, Integer> periods = new HashMap<>();
        for (Period period : Period.values()) {
            if (random.nextInt(3) == 0) {
                periods.put(period, 1 + random.nextInt(6));
            }
        }
        return new RetentionRules(
                random.nextInt(6),
                random.nextInt(3) == 0 ? Lifetime.parse(1 + random.nextInt(60) + "d") : null,
                periods,
                random.nextInt(5),
                random.nextInt(40) == 0 ? "it cannot be read" : "");
    }

    Map<String, RetentionRules> policy() {
        Map<String, RetentionRules> policy = new HashMap<>();
        STORAGES.stream().filter(storage -> random.nextInt(10) > 0).forEach(storage -> policy.put(storage, rules()));
        return policy;
    }

    Map<String, Integer> keep() {
        return random.nextBoolean() ? Map.of() : Map.of("hourly", 1 + random.nextInt(4), "weekly", 2);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
