package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.PerconaServerMySQLBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a decision of retention costs with many backups, in milliseconds. Not run with the tests, whose time it would take:
 * {@code mvn -pl processors -am test -Dtest=RetentionBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class RetentionBench {
    private static final int CHAIN = 7;
    private static final int ROUNDS = 15;

    @Test
    void aDecisionGrowsAsTheBackupsDo() {
        measure(10_000);
        for (int number : List.of(10_000, 20_000, 40_000)) {
            System.out.printf("retention over %d backups: %.1f ms%n", number, measure(number));
        }
    }

    /** The median, in milliseconds. */
    private static double measure(int number) {
        Pruning pruning = new Pruning();
        pruning.policy.keepLast = 10;
        pruning.policy.keepWithin = "30d";
        pruning.policy.daily = 14;
        pruning.policy.weekly = 8;
        pruning.policy.monthly = 12;
        pruning.policy.yearly = 5;
        pruning.policy.failedAfter = "7d";
        pruning.schedule("nightly", 20);
        List<PerconaServerMySQLBackup> backups = backups(pruning, number);
        PruneView view = new PruneView(
                pruning.world.cluster, backups, List.of(), World.NOW, java.time.ZoneId.of("Europe/Berlin"));
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            Decision decision = PruneDecider.decide(view);
            nanos[i] = System.nanoTime() - begin;
            assertThat(decision.next()).isEqualTo(Decision.Next.DELETE_CHILD);
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2] / 1e6;
    }

    private static List<PerconaServerMySQLBackup> backups(Pruning pruning, int number) {
        Instant time = World.NOW.minus(Duration.ofHours(8L * number));
        PerconaServerMySQLBackup base = null;
        for (int i = 0; i < number; i++) {
            time = time.plus(Duration.ofHours(8));
            if (i % CHAIN == 0) {
                base = pruning.chain(1, 0);
                base.getMetadata().setName("full-" + i);
                base.getStatus().destination = "s3://bucket/backups/c-" + i + "-full";
                base.getStatus().completed = time.toString();
                Pruning.by(base, i % (3 * CHAIN) == 0 ? "nightly" : "other");
            } else {
                pruning.increment(base, "increment-" + i, i % CHAIN, time.toString());
            }
        }
        List<PerconaServerMySQLBackup> backups = new ArrayList<>(pruning.world.backups);
        Collections.shuffle(backups, new Random(1));
        return backups;
    }
}
