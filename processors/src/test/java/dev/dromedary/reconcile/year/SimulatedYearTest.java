package dev.dromedary.reconcile.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * A year of schedules in a moment: outages, restarts in the middle of a look, clocks that jump, failures, restores, edits,
 * and a retention that removes what nobody keeps. Each
 * seed is a year of its own; {@code -Ddromedary.year.seed=17} plays that one again and tells what happens.
 */
class SimulatedYearTest {
    private static final long END = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();
    private static final int SEEDS = Integer.getInteger("dromedary.year.seeds", 1000);

    @Test
    void everyTimeComesToOneBackupOrToAWord() {
        Integer one = Integer.getInteger("dromedary.year.seed");
        long made = 0;
        long missed = 0;
        long removed = 0;
        for (int seed = one == null ? 0 : one; seed < (one == null ? SEEDS : one + 1); seed++) {
            Year year = new Year(seed);
            try {
                year.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "-Ddromedary.year.seed=" + seed + ": " + e.getMessage() + "\n"
                                + String.join("\n", year.world.log),
                        e);
            }
            made += year.model.made;
            missed += year.model.missed();
            removed += year.retention.removed;
        }
        // Years in which nothing happens would prove nothing.
        assertThat(made).isGreaterThan(one == null ? 40L * SEEDS : 0);
        assertThat(missed).isGreaterThan(one == null ? SEEDS : -1);
        assertThat(removed).isGreaterThan(one == null ? 10L * SEEDS : -1);
    }

    /** One seed. */
    static final class Year {
        final YearCluster world;
        final YearModel model;
        final YearRetention retention;
        private final YearOperator operator;
        private final YearUsers users;

        Year(int seed) {
            Random random = new Random(seed);
            AtomicReference<YearUsers> later = new AtomicReference<>();
            world = new YearCluster(random);
            model = new YearModel(world, name -> later.get().times.get(name));
            retention = new YearRetention(world, random);
            operator = new YearOperator(world, model, retention, random);
            users = new YearUsers(world, operator, random);
            later.set(users);
        }

        void play() {
            long action = world.time + users.pause();
            while (world.time < END) {
                if (world.time >= action) {
                    users.act();
                    action = world.time + users.pause();
                }
                if (operator.isUp()) {
                    world.advance();
                    operator.look();
                    world.advance();
                }
                long next =
                        Math.min(action, Math.min(operator.next(), operator.isUp() ? world.next() : Long.MAX_VALUE));
                world.time = Math.max(world.time + 1, next);
            }
        }
    }
}
