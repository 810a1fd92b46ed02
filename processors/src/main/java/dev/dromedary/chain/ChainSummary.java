package dev.dromedary.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A chain as retention sees it.
 *
 * @param id no other chain has it; ties go by it
 * @param name what people know it by
 * @param schedule the entry that made the base; empty where none did
 * @param begun when its base was complete
 * @param newest when its newest member was complete, whether it can be restored or not
 * @param points by storage: when those members were complete that can be restored from there, in any order; empty where it
 *     lies but cannot be restored
 * @param pins of its members
 * @param held who depends on it now; empty where nobody does
 * @param holdings by storage: which members are there
 * @param whole why it must not be taken out of one storage alone; empty where nothing speaks against that
 */
public record ChainSummary(
        String id,
        String name,
        String schedule,
        Instant begun,
        Instant newest,
        Map<String, List<Instant>> points,
        List<Pin> pins,
        String held,
        Map<String, Holding> holdings,
        String whole) {
    /** The one whose newest restore point is older comes first. */
    static final Comparator<ChainSummary> AGE = Comparator.comparing(ChainSummary::latest)
            .thenComparing(ChainSummary::begun)
            .thenComparing(ChainSummary::id);

    public ChainSummary {
        Map<String, List<Instant>> sorted = new TreeMap<>();
        points.forEach(
                (storage, times) -> sorted.put(storage, times.stream().sorted().toList()));
        points = Collections.unmodifiableMap(sorted);
        pins = List.copyOf(pins);
        holdings = Collections.unmodifiableMap(new TreeMap<>(holdings));
    }

    /** One whose members are known by their times alone. */
    ChainSummary(
            String id,
            String name,
            String schedule,
            Instant begun,
            Instant newest,
            Map<String, List<Instant>> points,
            List<Pin> pins,
            String held) {
        this(id, name, schedule, begun, newest, points, pins, held, byTimes(points), "");
    }

    private static Map<String, Holding> byTimes(Map<String, List<Instant>> points) {
        Map<String, Holding> holdings = new TreeMap<>();
        points.forEach((storage, times) -> holdings.put(storage, Holding.of(times)));
        return holdings;
    }

    /** Whether something of it can be restored. */
    public boolean complete() {
        return points.values().stream().anyMatch(times -> !times.isEmpty());
    }

    /** The storages that have a say: those it can be restored from; of one that cannot be restored at all, where it lies. */
    List<String> judges() {
        return points.keySet().stream()
                .filter(storage -> complete(storage) || !complete())
                .toList();
    }

    boolean complete(String storage) {
        return !points.get(storage).isEmpty();
    }

    /** Its newest restore point; of one that has none, the time of its newest member. */
    Instant latest() {
        Instant latest = null;
        for (List<Instant> times : points.values()) {
            if (!times.isEmpty() && (latest == null || times.getLast().isAfter(latest))) {
                latest = times.getLast();
            }
        }
        return latest == null ? newest : latest;
    }

    /** Why it cannot go from a storage while it stays in others: what is missing in them; empty where one has it all. */
    String obstacle(String storage, List<String> others) {
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> lacking = new ArrayList<>();
        for (String other : others) {
            Optional<String> member = holdings.get(other).lacks(holdings.get(storage));
            if (member.isEmpty()) {
                return "";
            }
            lacking.add(member.get() + " is not complete in " + other);
        }
        return String.join(", ", lacking);
    }

    Instant last(String storage) {
        List<Instant> times = points.get(storage);
        return times.isEmpty() ? newest : times.getLast();
    }
}
