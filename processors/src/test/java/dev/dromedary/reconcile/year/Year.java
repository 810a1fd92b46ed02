package dev.dromedary.reconcile.year;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A year of schedules in a moment: outages, restarts in the middle of a look, clocks that jump, failures, restores, edits,
 * and a retention that removes what nobody keeps. Each seed is a year of its own.
 */
final class Year {
    private static final long END = Instant.parse("2027-01-01T00:00:00Z").getEpochSecond();

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
            long next = Math.min(action, Math.min(operator.next(), operator.isUp() ? world.next() : Long.MAX_VALUE));
            world.time = Math.max(world.time + 1, next);
        }
    }
}
