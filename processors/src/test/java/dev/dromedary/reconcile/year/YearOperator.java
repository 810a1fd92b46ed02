package dev.dromedary.reconcile.year;

import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.ScheduleDecider;
import dev.dromedary.reconcile.ScheduleDecision;
import dev.dromedary.reconcile.ScheduleView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a simulated cluster as the route does, and is stopped at any point of it. */
final class YearOperator {
    private final YearCluster world;
    private final Random random;
    private final YearModel model;
    private final YearRetention retention;
    /** When it is there again; what it does next is not finished if it stumbles. */
    private long up;

    private boolean stumbling;
    private Instant wake;

    YearOperator(YearCluster world, YearModel model, YearRetention retention, Random random) {
        this.world = world;
        this.model = model;
        this.retention = retention;
        this.random = random;
    }

    YearModel model() {
        return model;
    }

    void stop(long seconds) {
        up = Math.max(up, world.time + seconds);
        world.log("the operator is stopped for " + seconds + " s");
    }

    /** At its next look it is stopped somewhere in between. */
    void stumble() {
        stumbling = true;
    }

    /** When it does something by itself, in true time. */
    long next() {
        if (world.time < up) {
            return up;
        }
        return wake == null ? Long.MAX_VALUE : Math.max(world.time + 1, wake.getEpochSecond() - world.skew);
    }

    boolean isUp() {
        return world.time >= up;
    }

    private ScheduleView view() {
        return new ScheduleView(
                world.cluster,
                List.copyOf(world.backups),
                List.copyOf(world.restores),
                false,
                world.clock(),
                ZoneOffset.UTC);
    }

    void look() {
        model.before();
        ScheduleDecision decision = ScheduleDecider.decide(view());
        model.decided(decision);
        wake = decision.wake();
        if (stumbles(2)) {
            world.log("stopped behind the status");
            return;
        }
        decision.replaced().forEach(world::remove);
        decision.made().forEach(this::create);
        if (stumbles(1)) {
            world.log("stopped behind the backup");
            return;
        }
        Set<String> names = decision.made().stream()
                .map(made -> made.getMetadata().getName())
                .collect(Collectors.toSet());
        if (!names.isEmpty()) {
            model.before();
            ScheduleDecider.made(view(), names);
            model.confirmed();
        }
        if (random.nextInt(4) == 0) {
            retention.look();
        }
    }

    private void create(PerconaServerMySQLBackup backup) {
        boolean made = world.create(backup);
        model.made(backup, made);
        world.log((made ? "makes " : "finds ") + backup.getMetadata().getName() + " " + backup.getSpec().type);
    }

    private boolean stumbles(int oneOf) {
        if (!stumbling || random.nextInt(oneOf) > 0) {
            return false;
        }
        stumbling = false;
        stop(1 + random.nextInt(4) * 20_000L);
        return true;
    }
}
