package dev.dromedary.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The chains of one storage, which is judged as if there was no other. */
final class InStorage {
    private record Point(Instant time, ChainSummary chain) {}

    private final String storage;
    private final RetentionRules rules;
    /** By id: the number of complete chains that are newer. */
    private final Map<String, Integer> newer = new HashMap<>();
    /** By id: the periods whose newest restore point it holds. */
    private final Map<String, Map<Period, LocalDate>> periods = new HashMap<>();

    InStorage(String storage, RetentionRules rules, Collection<ChainSummary> chains, ZoneId zone) {
        this.storage = storage;
        this.rules = rules;
        Comparator<ChainSummary> age = Comparator.<ChainSummary, Instant>comparing(chain -> chain.last(storage))
                .thenComparing(ChainSummary::begun)
                .thenComparing(ChainSummary::id);
        int complete = 0;
        for (ChainSummary chain : chains.stream().sorted(age.reversed()).toList()) {
            newer.put(chain.id(), complete);
            complete += chain.complete(storage) ? 1 : 0;
        }
        if (!rules.periods().isEmpty()) {
            calendar(chains, age, zone);
        }
    }

    /** Periods without a restore point are not counted: an outage of a month costs no month. */
    private void calendar(Collection<ChainSummary> chains, Comparator<ChainSummary> age, ZoneId zone) {
        Map<Period, Set<LocalDate>> seen = new EnumMap<>(Period.class);
        List<Point> points = chains.stream()
                .flatMap(chain -> chain.points().get(storage).stream().map(time -> new Point(time, chain)))
                .sorted(Comparator.comparing(Point::time)
                        .thenComparing(Point::chain, age)
                        .reversed())
                .toList();
        for (Point point : points) {
            LocalDate day = LocalDate.ofInstant(point.time(), zone);
            for (Period period : rules.periods().keySet()) {
                Set<LocalDate> begun = seen.computeIfAbsent(period, none -> new HashSet<>());
                if (begun.size() < rules.of(period) && begun.add(period.begin(day))) {
                    periods.computeIfAbsent(point.chain().id(), none -> new EnumMap<>(Period.class))
                            .putIfAbsent(period, period.begin(day));
                }
            }
        }
    }

    RetentionRules rules() {
        return rules;
    }

    /** Why a chain stays here, whether a rule is about it or not. */
    List<Keeper> keepers(ChainSummary chain, Instant now) {
        List<Keeper> keepers = new ArrayList<>();
        if (!rules.problem().isEmpty()) {
            keepers.add(new Keeper(rules.problem(), null, storage));
        }
        int before = newer.get(chain.id());
        if (chain.complete(storage) && before < rules.least()) {
            keepers.add(always(before == 0 ? "the newest that can be restored" : "minimum " + rules.minimum()));
        }
        if (before < rules.keepLast()) {
            keepers.add(always("keepLast " + rules.keepLast()));
        }
        if (rules.keepWithin() != null) {
            Instant end = chain.last(storage).plus(rules.keepWithin().length());
            if (end.isAfter(now)) {
                keepers.add(new Keeper(here("keepWithin " + rules.keepWithin().text()), end, storage));
            }
        }
        periods.getOrDefault(chain.id(), Map.of())
                .forEach((period, begin) ->
                        keepers.add(always(period.rule() + " " + rules.of(period) + " (" + period.title(begin) + ")")));
        return keepers;
    }

    /**
     * Whether a chain goes from here, now or later, while it stays elsewhere. What keeps it as a whole keeps it here, too.
     *
     * @param keepers all that keep it anywhere
     */
    Optional<Departure> departure(ChainSummary chain, List<Keeper> keepers) {
        List<Keeper> here = keepers.stream()
                .filter(keeper -> keeper.storage() == null || keeper.storage().equals(storage))
                .toList();
        boolean stays = here.stream().anyMatch(keeper -> keeper.until() == null);
        if (rules.none() || stays || !chain.complete(storage)) {
            return Optional.empty();
        }
        Instant at =
                here.stream().map(Keeper::until).max(Comparator.naturalOrder()).orElse(null);
        List<Keeper> elsewhere = keepers.stream()
                .filter(keeper -> !here.contains(keeper) && !(at != null && keeper.endsBy(at)))
                .toList();
        if (elsewhere.isEmpty()) {
            return Optional.empty();
        }
        List<String> others = elsewhere.stream().map(Keeper::storage).distinct().toList();
        return Optional.of(new Departure(
                storage,
                at,
                at == null
                        ? "beyond "
                                + String.join(
                                        ", ",
                                        rules.texts().stream().map(this::here).toList())
                        : Fate.texts(here),
                Fate.texts(elsewhere),
                at == null ? chain.obstacle(storage, others) : ""));
    }

    private Keeper always(String text) {
        return new Keeper(here(text), null, storage);
    }

    String here(String rule) {
        return rule + " in " + storage;
    }
}
