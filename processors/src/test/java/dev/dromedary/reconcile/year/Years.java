package dev.dromedary.reconcile.year;

import static org.assertj.core.api.Assertions.assertThat;

/** Years that are played one after the other; {@code -Ddromedary.year.seed=17} plays that one alone. */
final class Years {
    private long made;
    private long missed;
    private long removed;

    private Years() {}

    /** Plays the first so many, and tells what happened in the one that fails. */
    static void play(int seeds) {
        Years years = new Years();
        Integer one = Integer.getInteger("dromedary.year.seed");
        if (one != null) {
            years.play(new Year(one), one);
            return;
        }
        for (int seed = 0; seed < seeds; seed++) {
            years.play(new Year(seed), seed);
        }
        // Years in which nothing happens would prove nothing.
        assertThat(years.made).isGreaterThan(30L * seeds);
        assertThat(years.missed).isGreaterThan(seeds);
        assertThat(years.removed).isGreaterThan(10L * seeds);
    }

    private void play(Year year, int seed) {
        try {
            year.play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "-Ddromedary.year.seed=" + seed + ": " + e.getMessage() + "\n" + String.join("\n", year.world.log),
                    e);
        }
        made += year.model.made;
        missed += year.model.missed();
        removed += year.retention.removed;
    }
}
