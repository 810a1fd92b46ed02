package dev.dromedary.reconcile.year;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.reconcile.BackupChain;
import dev.dromedary.reconcile.BackupChain.RestorePoint;
import dev.dromedary.reconcile.Decision;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.reconcile.PruneDecider;
import dev.dromedary.reconcile.PruneView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The product's retention in a simulated year, and what has to hold whatever it removes. */
final class YearRetention {
    private final YearCluster world;
    private final RetentionPolicy policy = new RetentionPolicy();
    long removed;

    /** Some rules, always enough of them to keep lists short. */
    YearRetention(YearCluster world, Random random) {
        this.world = world;
        world.cluster.getSpec().backup.retention = policy;
        policy.failedAfter = 5 + random.nextInt(20) + "d";
        policy.minimum = random.nextBoolean() ? null : 1 + random.nextInt(4);
        if (random.nextBoolean()) {
            policy.keepWithin = 10 + random.nextInt(30) + "d";
        } else {
            policy.keepLast = 1 + random.nextInt(5);
        }
        policy.weekly = random.nextBoolean() ? null : 1 + random.nextInt(4);
        policy.monthly = random.nextBoolean() ? null : 1 + random.nextInt(4);
    }

    /** One look: what goes is gone. */
    void look() {
        Decision decision = PruneDecider.decide(new PruneView(
                world.cluster, List.copyOf(world.backups), List.copyOf(world.restores), world.clock(), ZoneOffset.UTC));
        if (decision.next() != Next.DELETE_CHILD) {
            return;
        }
        PerconaServerMySQLBackup goes = (PerconaServerMySQLBackup) decision.child();
        BackupChain chain = BackupChain.of(world.backups).stream()
                .filter(each -> each.members().contains(goes))
                .findFirst()
                .orElse(new BackupChain("", List.of(goes)));
        boolean base = chain.root().filter(goes::equals).isPresent();
        List<PerconaServerMySQLBackup> going = base ? chain.members() : List.of(goes);
        mayGo(goes, going, base || chain.root().isEmpty());
        List<RestorePoint> before = newestOfChains();
        going.forEach(world::remove);
        List<RestorePoint> after = newestOfChains();
        int minimum = Math.max(1, Objects.requireNonNullElse(policy.minimum, 1));
        assertThat(after)
                .as("chains that can be restored, once %s was removed", name(goes))
                .hasSizeGreaterThanOrEqualTo(Math.min(minimum, before.size()));
        assertThat(newest(after)).as("the newest").isEqualTo(newest(before));
        removed++;
        world.log("retention removes " + name(goes));
    }

    /** @param whole whether no base stays behind; of a chain that stays only what failed may go */
    private static void mayGo(PerconaServerMySQLBackup goes, List<PerconaServerMySQLBackup> with, boolean whole) {
        assertThat(with).allSatisfy(member -> {
            assertThat(member.getStatus().state).as(name(member)).isNotEqualTo(BackupState.RUNNING);
            assertThat(pinned(member)).as("%s is pinned", name(member)).isFalse();
        });
        boolean counts = goes.getStatus().state == BackupState.SUCCEEDED;
        assertThat(whole || !counts)
                .as("%s is a part of a chain that stays", name(goes))
                .isTrue();
    }

    static void pin(PerconaServerMySQLBackup backup) {
        backup.getMetadata().setAnnotations(new java.util.HashMap<>());
        backup.getMetadata().getAnnotations().put(Names.KEEP_UNTIL_ANNOTATION, "forever");
    }

    private static boolean pinned(PerconaServerMySQLBackup backup) {
        var annotations = backup.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(Names.KEEP_UNTIL_ANNOTATION);
    }

    private static String name(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getName();
    }

    private List<RestorePoint> newestOfChains() {
        return BackupChain.of(world.backups).stream()
                .map(BackupChain::restorable)
                .filter(points -> !points.isEmpty())
                .map(List::getLast)
                .toList();
    }

    private static Instant newest(List<RestorePoint> points) {
        return points.stream()
                .map(RestorePoint::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
