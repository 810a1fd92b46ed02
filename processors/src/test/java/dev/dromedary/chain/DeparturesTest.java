package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain in two storages of which one keeps it: two weeks on a disk, a year in a bucket. */
class DeparturesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final Map<String, RetentionRules> policy = new HashMap<>();
    private final Map<String, Integer> keep = new HashMap<>();
    private final List<ChainSummary> chains = new ArrayList<>();

    @BeforeEach
    void policy() {
        policy.put("disk", within("14d"));
        policy.put("bucket", within("1y"));
        add("2026-11-25", Map.of("disk", 2, "bucket", 2));
    }

    private static RetentionRules within(String time) {
        return new RetentionRules(0, Lifetime.parse(time), Map.of(), 0, "");
    }

    /** A chain of two, by how many of its members are whole in each storage. */
    private static ChainSummary chain(String day, Map<String, Integer> whole, Pin pin, String held, String uncertain) {
        List<Instant> times = List.of(Instant.parse(day + "T01:00:00Z"), Instant.parse(day + "T02:00:00Z"));
        Map<String, List<Instant>> points = new HashMap<>();
        Map<String, Holding> holdings = new HashMap<>();
        whole.forEach((storage, number) -> {
            points.put(storage, times.subList(0, number));
            holdings.put(
                    storage,
                    new Holding(
                            Set.of("base", "one"),
                            Set.copyOf(List.of("base", "one").subList(0, number))));
        });
        List<Pin> pins = pin == null ? List.of() : List.of(pin);
        return new ChainSummary(
                day, day, "nightly", times.getFirst(), times.getLast(), points, pins, held, holdings, uncertain);
    }

    private void add(String day, Map<String, Integer> whole) {
        chains.add(chain(day, whole, null, "", ""));
    }

    private Fate judge(String day) {
        return Retention.judge(chains, policy, keep, NOW, ZoneOffset.UTC).stream()
                .filter(fate -> fate.chain().id().equals(day))
                .findFirst()
                .orElseThrow();
    }

    private List<String> leaves(String day) {
        return judge(day).leaving().stream().map(Departure::storage).toList();
    }

    private void old(Map<String, Integer> whole) {
        add("2026-11-01", whole);
    }

    @Test
    void itGoesFromTheStorageThatDoesNotKeepItAndStaysInTheOther() {
        old(Map.of("disk", 2, "bucket", 2));

        assertThat(judge("2026-11-01").goes()).isFalse();
        assertThat(judge("2026-11-01").departures())
                .containsExactly(
                        new Departure("disk", null, "beyond keepWithin 14d in disk", "keepWithin 1y in bucket", ""));
        assertThat(leaves("2026-11-25")).isEmpty();
    }

    @Test
    void theOtherWayRoundToo() {
        policy.put("disk", within("1y"));
        policy.put("bucket", within("14d"));
        old(Map.of("disk", 2, "bucket", 2));

        assertThat(leaves("2026-11-01")).containsExactly("bucket");
    }

    @Test
    void whatNothingKeepsGoesAsAWhole() {
        add("2025-01-01", Map.of("disk", 2, "bucket", 2));

        assertThat(judge("2025-01-01").goes()).isTrue();
        assertThat(judge("2025-01-01").departures()).isEmpty();
    }

    @Test
    void itStaysWhereTheOtherHasNotAllOfIt() {
        old(Map.of("disk", 2, "bucket", 1));

        assertThat(leaves("2026-11-01")).isEmpty();
        assertThat(judge("2026-11-01").departures().getFirst().obstacle()).isEqualTo("one is not complete in bucket");
    }

    @Test
    void oneStorageHasToHaveAllOfItAndNotSeveralTogether() {
        policy.put("vault", within("1y"));
        ChainSummary chain = chain("2026-11-01", Map.of("disk", 2, "bucket", 2, "vault", 2), null, "", "");
        Map<String, Holding> apart = new HashMap<>(chain.holdings());
        apart.put("bucket", new Holding(Set.of("base"), Set.of("base")));
        apart.put("vault", new Holding(Set.of("one"), Set.of("one")));
        chains.add(new ChainSummary(
                chain.id(),
                chain.name(),
                chain.schedule(),
                chain.begun(),
                chain.newest(),
                chain.points(),
                List.of(),
                "",
                apart,
                ""));

        assertThat(judge("2026-11-01").departures())
                .filteredOn(departure -> departure.storage().equals("disk"))
                .extracting(Departure::obstacle)
                .containsExactly("one is not complete in bucket, base is not complete in vault");
    }

    @Test
    void whatIsNotSureToBeWholeIsNotTakenApart() {
        chains.add(chain("2026-11-01", Map.of("disk", 2, "bucket", 2), null, "", "backup one is known to be damaged"));

        assertThat(leaves("2026-11-01")).isEmpty();
        assertThat(judge("2026-11-01").departures().getFirst().obstacle())
                .isEqualTo("backup one is known to be damaged");
    }

    @Test
    void whatKeepsItAsAWholeKeepsItInAll() {
        Map<String, Integer> both = Map.of("disk", 2, "bucket", 2);
        chains.add(chain("2026-11-01", both, null, "restore r needs it", ""));
        chains.add(chain("2026-11-02", both, new Pin("one", "forever", true, null), "", ""));
        assertThat(leaves("2026-11-01")).isEmpty();
        assertThat(leaves("2026-11-02")).isEmpty();

        keep.put("nightly", 4);
        add("2026-11-03", both);
        assertThat(leaves("2026-11-03")).as("keep of its schedule").isEmpty();
    }

    @Test
    void withoutARuleOfAStorageNothingGoesFromThereThoughItMayGoFromOthers() {
        policy.remove("bucket");
        old(Map.of("disk", 2, "bucket", 2));
        assertThat(leaves("2026-11-01")).containsExactly("disk");

        policy.remove("disk");
        policy.put("bucket", within("1d"));
        assertThat(leaves("2026-11-01")).containsExactly("bucket");
    }

    @Test
    void theNewestOfAStorageStaysThereWhateverItsRulesSay() {
        chains.clear();
        old(Map.of("disk", 2, "bucket", 2));

        assertThat(judge("2026-11-01").departures()).isEmpty();
    }

    @Test
    void itIsSaidWhenItWillGo() {
        add("2026-11-20", Map.of("disk", 2, "bucket", 2));
        Instant end = Instant.parse("2026-12-04T02:00:00Z");

        assertThat(judge("2026-11-20").departures())
                .containsExactly(new Departure("disk", end, "keepWithin 14d in disk", "keepWithin 1y in bucket", ""));
        assertThat(judge("2026-11-20").leaving()).isEmpty();

        policy.put("bucket", within("10d"));
        assertThat(judge("2026-11-20").departures())
                .extracting(Departure::storage)
                .as("which of them is over first")
                .containsExactly("bucket");
    }
}
