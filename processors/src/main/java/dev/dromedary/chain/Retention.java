package dev.dromedary.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which chains stay and which go. A chain stays where any rule keeps it in any of its storages; where no rule is about it,
 * it stays; and the newest that can be restored from a storage stays there, whatever the rules say. While the rules of one
 * storage keep it, it goes from others whose rules do not, if that one has all that they have. Only chains that can be
 * restored take a place: one that cannot goes when as many good ones are newer as a rule keeps.
 */
public final class Retention {
    private final Map<String, Integer> keep;
    private final Instant now;
    private final Map<String, InStorage> storages = new TreeMap<>();
    /** By id: the number of complete chains of its schedule whose bases are newer. */
    private final Map<String, Integer> newer = new HashMap<>();

    private Retention(
            Collection<ChainSummary> chains,
            Map<String, RetentionRules> rules,
            Map<String, Integer> keep,
            Instant now,
            ZoneId zone) {
        this.keep = keep;
        this.now = now;
        Map<String, List<ChainSummary>> lying = new HashMap<>();
        chains.forEach(chain -> chain.points().keySet().forEach(storage -> lying.computeIfAbsent(
                        storage, none -> new ArrayList<>())
                .add(chain)));
        lying.forEach((storage, there) -> storages.put(
                storage, new InStorage(storage, rules.getOrDefault(storage, RetentionRules.NONE), there, zone)));
        count(chains);
    }

    /**
     * Judges all chains of a cluster; the answer does not depend on their order.
     *
     * @param rules by storage
     * @param keep by schedule: how many of the chains stay whose bases it made, as the contract's field of that name has it
     * @param zone in which the days of the calendar begin
     * @return the one that goes first is first: oldest first
     */
    public static List<Fate> judge(
            Collection<ChainSummary> chains,
            Map<String, RetentionRules> rules,
            Map<String, Integer> keep,
            Instant now,
            ZoneId zone) {
        Retention retention = new Retention(chains, rules, keep, now, zone);
        return chains.stream().sorted(ChainSummary.AGE).map(retention::fate).toList();
    }

    private void count(Collection<ChainSummary> chains) {
        Map<String, Integer> complete = new HashMap<>();
        Comparator<ChainSummary> age = Comparator.comparing(ChainSummary::begun).thenComparing(ChainSummary::id);
        for (ChainSummary chain : chains.stream().sorted(age.reversed()).toList()) {
            int before = complete.getOrDefault(chain.schedule(), 0);
            newer.put(chain.id(), before);
            complete.put(chain.schedule(), before + (chain.complete() ? 1 : 0));
        }
    }

    private Fate fate(ChainSummary chain) {
        List<Keeper> keepers = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        if (!chain.held().isEmpty()) {
            keepers.add(new Keeper(chain.held(), null));
        }
        chain.pins().stream().filter(pin -> pin.holds(now)).map(Pin::keeper).forEach(keepers::add);
        int kept = chain.schedule().isEmpty() ? 0 : keep.getOrDefault(chain.schedule(), 0);
        if (kept > 0) {
            String rule = "keep " + kept + " of schedule " + chain.schedule();
            asked.add(rule);
            if (newer.get(chain.id()) < kept) {
                keepers.add(new Keeper(rule, null));
            }
        }
        for (String storage : chain.judges()) {
            InStorage there = storages.get(storage);
            keepers.addAll(there.keepers(chain, now));
            there.rules().texts().forEach(rule -> asked.add(there.here(rule)));
            if (kept == 0 && there.rules().none()) {
                keepers.add(new Keeper(there.here("no rule is about it"), null, storage));
            }
        }
        List<Departure> departures = chain.judges().stream()
                .map(storages::get)
                .flatMap(there -> there.departure(chain, keepers).stream())
                .toList();
        return new Fate(chain, List.copyOf(keepers), List.copyOf(asked), departures);
    }
}
