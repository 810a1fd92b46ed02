package dev.dromedary.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainTreeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static ChainEntry entry(String name, String parent, int hour, String problem) {
        return new ChainEntry(
                name,
                name,
                parent,
                "Succeeded",
                true,
                Lsn.ZERO,
                Lsn.ZERO,
                START.plusSeconds(3600L * hour),
                5L,
                problem);
    }

    @Test
    void eachHangsOnItsParentWhateverTheOrderOfTheList() {
        List<ChainEntry> entries = new ArrayList<>(List.of(
                entry("b", null, 0, null),
                entry("b1", "b", 1, null),
                entry("b2", "b1", 2, null),
                entry("b3", "b1", 3, null),
                entry("c", null, 4, null),
                entry("lost", "gone", 5, "gone is missing")));
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(entries, random);

            List<ChainTree> trees = ChainTree.of(entries);

            assertThat(trees).extracting(tree -> tree.entry().name()).containsExactly("b", "c", "lost");
            assertThat(trees.getFirst().all().map(ChainEntry::name)).containsExactly("b", "b1", "b2", "b3");
            assertThat(trees.get(2).orphan()).isTrue();
        }
    }

    @Test
    void theWindowIsFromTheFirstToTheLastThatCanBeRestored() {
        List<ChainTree> trees = ChainTree.of(
                List.of(entry("b", null, 0, null), entry("b1", "b", 1, null), entry("b2", "b1", 2, "it is damaged")));

        assertThat(trees.getFirst().window()).contains(new ChainTree.Window(START, START.plusSeconds(3600), 2));
        assertThat(trees.getFirst().whole()).isFalse();
        assertThat(ChainTree.of(List.of(entry("b", null, 0, "x"))).getFirst().window())
                .isEmpty();
    }

    @Test
    void aRunThatFailedBreaksNothing() {
        ChainEntry failed = new ChainEntry("f", "f", "b", "Failed", false, null, null, null, null, "the disk was full");

        ChainTree tree =
                ChainTree.of(List.of(entry("b", null, 0, null), failed)).getFirst();

        assertThat(tree.whole()).isTrue();
        assertThat(tree.window().orElseThrow().points()).isEqualTo(1);
    }

    @Test
    void aLongChainNeedsNoDeepStack() {
        List<ChainEntry> entries = new ArrayList<>(List.of(entry("0", null, 0, null)));
        for (int i = 1; i < 20_000; i++) {
            entries.add(entry("" + i, "" + (i - 1), i, null));
        }

        assertThat(ChainTree.of(entries).getFirst().all()).hasSize(20_000);
    }
}
