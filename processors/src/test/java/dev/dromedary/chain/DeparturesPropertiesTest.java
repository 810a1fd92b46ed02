package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for chains that go from one storage and stay in another, whatever the history and the policy. */
class DeparturesPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Storages that lose what goes from them, one member after the other. */
    private static final class Storages {
        final Map<String, RetentionRules> policy;
        final Map<String, Integer> keep;
        final List<ChainSummary> chains = new ArrayList<>();

        Storages(int number, Random random) {
            Histories histories = new Histories(random);
            // Copies everywhere, most of them whole.
            histories.chains(number).forEach(chain -> chains.add(random.nextInt(4) == 0 ? chain : copied(chain)));
            policy = histories.policy();
            keep = random.nextInt(3) == 0 ? histories.keep() : Map.of();
        }

        private static ChainSummary copied(ChainSummary chain) {
            List<Instant> most = chain.points().values().stream()
                    .max(Comparator.comparing(List::size))
                    .orElseThrow();
            return with(chain, Map.of("near", most, "far", most));
        }

        static ChainSummary with(ChainSummary chain, Map<String, List<Instant>> points) {
            return new ChainSummary(
                    chain.id(),
                    chain.name(),
                    chain.schedule(),
                    chain.begun(),
                    chain.newest(),
                    points,
                    chain.pins(),
                    chain.held());
        }

        List<Fate> judge(Instant now) {
            return Retention.judge(chains, policy, keep, now, ZONE);
        }

        /** The newest member of the first chain that goes from somewhere. Answers the chain's id, or none. */
        Optional<String> step() {
            return judge(Histories.NOW).stream()
                    .filter(fate -> !fate.leaving().isEmpty())
                    .findFirst()
                    .map(fate -> {
                        Map<String, List<Instant>> points =
                                new HashMap<>(fate.chain().points());
                        String storage = fate.leaving().getFirst().storage();
                        List<Instant> there = points.get(storage);
                        points.put(storage, there.subList(0, there.size() - 1));
                        if (there.size() == 1) {
                            points.remove(storage);
                        }
                        chains.set(chains.indexOf(fate.chain()), with(fate.chain(), points));
                        return fate.chain().id();
                    });
        }

        /** By chain: what can be restored from anywhere. */
        Map<String, Set<Instant>> restorable() {
            Map<String, Set<Instant>> all = new HashMap<>();
            for (ChainSummary chain : chains) {
                Set<Instant> times = new TreeSet<>();
                chain.points().values().forEach(times::addAll);
                all.put(chain.id(), times);
            }
            return all;
        }

        List<ChainSummary> in(String storage) {
            return chains.stream()
                    .filter(chain ->
                            !chain.points().getOrDefault(storage, List.of()).isEmpty())
                    .toList();
        }

        Optional<Instant> newest(String storage) {
            return in(storage).stream().map(chain -> chain.last(storage)).max(Comparator.naturalOrder());
        }

        Set<String> going() {
            Set<String> going = new TreeSet<>();
            judge(Histories.NOW).stream()
                    .filter(Fate::goes)
                    .forEach(fate -> going.add(fate.chain().id()));
            return going;
        }
    }

    @Property(tries = 300)
    void whateverGoesFromAStorageCanStillBeRestored(
            @ForAll @IntRange(min = 1, max = 30) int number, @ForAll Random random) {
        Storages storages = new Storages(number, random);
        Map<String, Set<Instant>> before = storages.restorable();

        while (storages.step().isPresent()) {
            assertThat(storages.restorable()).isEqualTo(before);
        }
    }

    @Property(tries = 300)
    void noStorageLosesItsNewestOrGoesBelowItsMinimum(
            @ForAll @IntRange(min = 1, max = 30) int number, @ForAll Random random) {
        Storages storages = new Storages(number, random);
        for (String storage : List.of("near", "far")) {
            Storages other = new Storages(0, random);
            other.chains.addAll(storages.chains);
            other.policy.clear();
            other.policy.putAll(storages.policy);
            Optional<Instant> newest = other.newest(storage);
            int least =
                    storages.policy.getOrDefault(storage, RetentionRules.NONE).least();
            int before = other.in(storage).size();

            while (other.step().isPresent()) {
                assertThat(other.newest(storage)).isEqualTo(newest);
                assertThat(other.in(storage)).hasSizeGreaterThanOrEqualTo(Math.min(least, before));
            }
        }
    }

    @Property(tries = 300)
    void whatIsBegunComesToItsEndAndChangesNothingElse(
            @ForAll @IntRange(min = 1, max = 30) int number, @ForAll Random random) {
        Storages storages = new Storages(number, random);
        Map<String, ChainSummary> before = new HashMap<>();
        storages.chains.forEach(chain -> before.put(chain.id(), chain));
        Set<String> going = storages.going();

        while (storages.step().isPresent()) {
            assertThat(storages.going()).as("what goes as a whole").isEqualTo(going);
        }

        for (ChainSummary chain : storages.chains) {
            chain.points().forEach((storage, times) -> assertThat(times)
                    .as("no part of a chain stays behind in " + storage)
                    .isEqualTo(before.get(chain.id()).points().get(storage)));
        }
    }

    @Property(tries = 300)
    void whatIsPinnedOrInUseIsNotTouched(@ForAll @IntRange(min = 1, max = 30) int number, @ForAll Random random) {
        Storages storages = new Storages(number, random);

        assertThat(storages.judge(Histories.NOW))
                .filteredOn(fate -> !fate.chain().held().isEmpty()
                        || fate.chain().pins().stream().anyMatch(pin -> pin.holds(Histories.NOW)))
                .allSatisfy(fate -> assertThat(fate.leaving()).isEmpty());
    }

    @Property(tries = 300)
    void itGoesWhenItWasSaidToGoAndNoSooner(@ForAll @IntRange(min = 1, max = 30) int number, @ForAll Random random) {
        Storages storages = new Storages(number, random);

        for (Fate fate : storages.judge(Histories.NOW)) {
            for (Departure departure : fate.departures()) {
                departure.later().ifPresent(at -> {
                    assertThat(over(storages, fate, departure, at)).isTrue();
                    assertThat(over(storages, fate, departure, at.minusNanos(1)))
                            .isFalse();
                });
            }
        }
    }

    private static boolean over(Storages storages, Fate before, Departure wanted, Instant when) {
        return storages.judge(when).stream()
                .filter(fate -> fate.chain().id().equals(before.chain().id()))
                .flatMap(fate -> fate.departures().stream())
                .anyMatch(departure -> departure.storage().equals(wanted.storage()) && departure.at() == null);
    }
}
