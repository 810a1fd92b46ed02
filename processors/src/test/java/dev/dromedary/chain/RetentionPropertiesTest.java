package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every history and every policy. */
class RetentionPropertiesTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** A history, and how it is judged. */
    private static final class Case {
        final Histories histories;
        final List<ChainSummary> chains;
        final Map<String, RetentionRules> policy;
        final Map<String, Integer> keep;

        Case(int number, Random random) {
            histories = new Histories(random);
            chains = histories.chains(number);
            policy = histories.policy();
            keep = histories.keep();
        }

        List<Fate> judge(List<ChainSummary> some, Instant now) {
            return Retention.judge(some, policy, keep, now, ZONE);
        }

        List<Fate> judge() {
            return judge(chains, Histories.NOW);
        }

        List<ChainSummary> stay() {
            return judge().stream()
                    .filter(fate -> !fate.goes())
                    .map(Fate::chain)
                    .toList();
        }

        Set<String> storages() {
            Set<String> storages = new TreeSet<>();
            chains.forEach(chain -> storages.addAll(chain.points().keySet()));
            return storages;
        }

        List<ChainSummary> complete(List<ChainSummary> some, String storage) {
            return some.stream()
                    .filter(chain -> chain.points().containsKey(storage) && chain.complete(storage))
                    .toList();
        }
    }

    @Property(tries = 500)
    void noStorageGoesBelowItsMinimum(@ForAll @IntRange(min = 0, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);
        List<ChainSummary> stay = any.stay();

        for (String storage : any.storages()) {
            int least = any.policy.getOrDefault(storage, RetentionRules.NONE).least();
            int before = any.complete(any.chains, storage).size();
            assertThat(any.complete(stay, storage)).hasSizeGreaterThanOrEqualTo(Math.min(least, before));
        }
    }

    @Property(tries = 500)
    void theNewestGoodChainOfAStorageStays(@ForAll @IntRange(min = 1, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);
        List<ChainSummary> stay = any.stay();

        for (String storage : any.storages()) {
            Comparator<ChainSummary> last = Comparator.comparing(chain -> chain.last(storage));
            any.complete(any.chains, storage).stream().max(last).ifPresent(newest -> assertThat(
                            any.complete(stay, storage))
                    .anySatisfy(kept -> assertThat(kept.last(storage)).isEqualTo(newest.last(storage))));
        }
    }

    @Property(tries = 500)
    void whatIsPinnedOrInUseStays(@ForAll @IntRange(min = 1, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);

        assertThat(any.judge()).allSatisfy(fate -> {
            boolean pinned = fate.chain().pins().stream().anyMatch(pin -> pin.holds(Histories.NOW));
            assertThat(fate.goes() && (pinned || !fate.chain().held().isEmpty()))
                    .isFalse();
        });
    }

    @Property(tries = 500)
    void theOrderOfAListingDecidesNothing(@ForAll @IntRange(min = 0, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);
        List<ChainSummary> listing = new ArrayList<>(any.chains);
        Collections.shuffle(listing, random);

        assertThat(any.judge(listing, Histories.NOW)).isEqualTo(any.judge());
    }

    @Property(tries = 500)
    void whatWasDecidedIsDecidedOnce(@ForAll @IntRange(min = 0, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);

        assertThat(any.judge(any.stay(), Histories.NOW)).noneMatch(Fate::goes);
    }

    /** One chain goes at a time, and the world is looked at again: in the end the same ones are gone. */
    @Property(tries = 200)
    void oneByOneTheSameOnesGo(@ForAll @IntRange(min = 0, max = 30) int number, @ForAll Random random) {
        Case any = new Case(number, random);
        List<ChainSummary> left = new ArrayList<>(any.chains);
        while (any.judge(left, Histories.NOW).stream().anyMatch(Fate::goes)) {
            left.remove(any.judge(left, Histories.NOW).stream()
                    .filter(Fate::goes)
                    .findFirst()
                    .orElseThrow()
                    .chain());
        }

        assertThat(left).containsExactlyInAnyOrderElementsOf(any.stay());
    }

    @Property(tries = 500)
    void timeAloneBringsNothingBack(
            @ForAll @IntRange(min = 0, max = 40) int number,
            @ForAll @IntRange(min = 0, max = 10_000) int hours,
            @ForAll Random random) {
        Case any = new Case(number, random);
        Set<String> later = gone(any.judge(any.chains, Histories.NOW.plus(Duration.ofHours(hours))));

        assertThat(later).containsAll(gone(any.judge()));
    }

    @Property(tries = 500)
    void aChainGoesWhenItWasSaidToGoAndNoSooner(
            @ForAll @IntRange(min = 0, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);

        for (Fate fate : any.judge()) {
            fate.until().ifPresent(until -> {
                String id = fate.chain().id();
                assertThat(gone(any.judge(any.chains, until))).contains(id);
                assertThat(gone(any.judge(any.chains, until.minusNanos(1)))).doesNotContain(id);
            });
        }
    }

    @Property(tries = 500)
    void aChainThatCannotBeRestoredTakesNoPlace(
            @ForAll @IntRange(min = 1, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);
        List<ChainSummary> good =
                any.chains.stream().filter(ChainSummary::complete).toList();
        Set<String> all = gone(any.judge());
        all.removeIf(id -> good.stream().noneMatch(chain -> chain.id().equals(id)));

        assertThat(gone(any.judge(good, Histories.NOW))).isEqualTo(all);
    }

    @Property(tries = 300)
    void withoutARuleNothingGoes(@ForAll @IntRange(min = 0, max = 40) int number, @ForAll Random random) {
        Case any = new Case(number, random);

        assertThat(Retention.judge(any.chains, Map.of(), Map.of(), Histories.NOW, ZONE))
                .noneMatch(Fate::goes);
    }

    private static Set<String> gone(List<Fate> fates) {
        Set<String> gone = new HashSet<>();
        fates.stream().filter(Fate::goes).forEach(fate -> gone.add(fate.chain().id()));
        return gone;
    }
}
