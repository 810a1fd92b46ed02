package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Histories that are known, with what failed runs, other servers and idle times leave beside them, in any order. */
class LinksByLsnTest {
    private static final Lineage OTHER = new Lineage("other", "", "mariadb 10.11");

    /** What really happened, and the increments as they are found. */
    private record History(List<Manifest> chain, List<Manifest> found, boolean twins) {}

    private static Manifest manifest(String name, long from, long to, long last, Lineage lineage) {
        BackupType type = from == 0 ? BackupType.FULL : BackupType.INCREMENTAL;
        return Manifests.manifest(name, type, from, to, last, null, lineage);
    }

    private static History history(int length, long seed, boolean withTwins) {
        Random random = new Random(seed);
        List<Manifest> chain = new ArrayList<>(List.of(manifest("base", 0, 1000, 1100, Manifests.LINEAGE)));
        List<Manifest> found = new ArrayList<>();
        boolean twins = false;
        for (int i = 0; i < length; i++) {
            Manifest parent = chain.getLast();
            long from = parent.to().value();
            long to = parent.last().value() + 10 + random.nextInt(100);
            Manifest next =
                    manifest("inc" + random.nextInt() + i, from, to, to + random.nextInt(100), Manifests.LINEAGE);
            switch (random.nextInt(withTwins ? 5 : 4)) {
                case 0 ->
                    // A failed run that was whole: it ends elsewhere.
                    found.add(manifest("failed" + i, from, to - 1, to + 50, Manifests.LINEAGE));
                case 1 ->
                    // An idle hour before it.
                    found.add(manifest(
                            "idle" + i, from, from, parent.last().value() + random.nextInt(2), Manifests.LINEAGE));
                case 2 -> found.add(manifest("foreign" + i, from, to, to, OTHER));
                case 3 -> found.add(manifest("orphan" + i, from + 1, to, to, Manifests.LINEAGE));
                default -> {
                    found.add(manifest("twin" + i, from, to, to, Manifests.LINEAGE));
                    // Of the last one there is no child that could be in doubt.
                    twins |= i < length - 1;
                }
            }
            chain.add(next);
        }
        found.addAll(chain.subList(1, chain.size()));
        Collections.shuffle(found, random);
        return new History(chain, found, twins);
    }

    @Property(tries = 500)
    void theRightChainIsFoundWhateverLiesBesideIt(@ForAll @IntRange(min = 1, max = 30) int length, @ForAll long seed) {
        History history = history(length, seed, false);

        LinksByLsn links = new LinksByLsn(history.chain().getFirst(), history.found());

        assertThat(links.chainTo(history.chain().getLast())).isEqualTo(history.chain());
        assertThat(links.beside(history.chain())).hasSize(history.found().size() - length);
    }

    @Property(tries = 500)
    void twinsAreNeverChosenFrom(@ForAll @IntRange(min = 1, max = 30) int length, @ForAll long seed) {
        History history = history(length, seed, true);
        LinksByLsn links = new LinksByLsn(history.chain().getFirst(), history.found());

        try {
            List<Manifest> chain = links.chainTo(history.chain().getLast());
            assertThat(history.twins()).as("twins in it").isFalse();
            assertThat(chain).isEqualTo(history.chain());
        } catch (BackupException e) {
            assertThat(e.reason()).isEqualTo(Reason.ChainForked);
            assertThat(history.twins()).as("twins in it").isTrue();
            assertThat(e.getMessage()).contains("twin");
        }
    }

    @Property(tries = 200)
    void withoutOneOfItsMembersThereIsNoChain(@ForAll @IntRange(min = 2, max = 30) int length, @ForAll long seed) {
        History history = history(length, seed, false);
        List<Manifest> found = new ArrayList<>(history.found());
        Manifest lost = history.chain().get(1 + new Random(seed).nextInt(length - 1));
        found.remove(lost);
        LinksByLsn links = new LinksByLsn(history.chain().getFirst(), found);

        try {
            List<Manifest> chain = links.chainTo(history.chain().getLast());
            assertThat(chain).as("a way round").isEmpty();
        } catch (BackupException e) {
            assertThat(e.reason()).isEqualTo(Reason.ChainBroken);
        }
    }
}
