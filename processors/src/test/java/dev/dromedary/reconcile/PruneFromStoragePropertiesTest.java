package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.CopyState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Retention and its members at work on chains with copies, until nothing goes any more: what holds at every step. */
class PruneFromStoragePropertiesTest {
    private static final int PATIENCE = 5_000;
    private static final List<String> STORAGES = List.of("s3", "other");

    /** Storages that may be down, users that ask for anything, and operators that are asked in any order. */
    private static final class Life {
        final Random random;
        final Pruning pruning = new Pruning();
        final Map<String, RunView> runs = new HashMap<>();
        Instant now = World.NOW;

        Life(int chains, Random random) {
            this.random = random;
            for (int day = 1; day <= chains; day++) {
                pruning.chain(day, random.nextInt(4));
            }
            for (PerconaServerMySQLBackup backup : pruning.world.backups) {
                if (random.nextInt(10) > 0) {
                    boolean whole = random.nextInt(10) > 0;
                    Copied.in("other", "elsewhere", backup, whole ? CopyState.COMPLETE : CopyState.INCOMPLETE);
                    // A storage that is down for good: nobody waits for what is missing there.
                    backup.getStatus().retry = whole ? null : World.RETRIES.after(null, now.plusSeconds(1_000_000));
                }
                if (random.nextInt(20) == 0) {
                    Pruning.condition(backup, "Verified", "False", "ObjectDamaged");
                }
                if (random.nextInt(12) == 0) {
                    Copied.asked(backup, random.nextBoolean() ? "s3" : "other");
                }
            }
            pruning.policy.keepLast = random.nextInt(1, 5);
            pruning.storage("other").retention = new RetentionPolicy();
            pruning.storage("other").retention.keepLast = random.nextInt(1, 12);
        }

        /** Answers whether anything came of it. */
        boolean step() {
            Collections.shuffle(pruning.world.backups, random);
            pruning.world.now = now;
            Decision decision = pruning.decide();
            boolean moved = decision.marked() != null || decision.changed();
            if (decision.next() == Next.DELETE_CHILD) {
                String base = decision.child().getMetadata().getName();
                pruning.world.backups.removeIf(
                        each -> name(each).equals(base) || name(each).startsWith(base + "-"));
                return true;
            }
            for (PerconaServerMySQLBackup backup : List.copyOf(pruning.world.backups)) {
                moved |= look(backup);
            }
            now = now.plusSeconds(30);
            return moved;
        }

        private boolean look(PerconaServerMySQLBackup backup) {
            Optional<Decision> decision = RemovalDecider.decide(new RemovalView(
                    backup,
                    Optional.of(pruning.world.cluster),
                    List.copyOf(pruning.world.backups),
                    List.of(),
                    RunView.ABSENT,
                    runs.getOrDefault(name(backup), RunView.ABSENT),
                    random::nextBoolean,
                    World.RETRIES,
                    now));
            check();
            Next next = decision.map(Decision::next).orElse(Next.WAIT);
            if (next == Next.FORGET) {
                runs.remove(name(backup));
            }
            if (next == Next.LAUNCH || next == Next.RELAUNCH) {
                assertThat(decision.get().run().kind()).isEqualTo(RunKind.REMOVE);
                runs.put(name(backup), new RunView(RunView.Phase.ENDED, null, result()));
            }
            return next != Next.WAIT
                    || decision.map(Decision::changed).orElse(false)
                    || Removal.begun(backup).isPresent();
        }

        private RunResult result() {
            return random.nextInt(4) > 0
                    ? RunResult.done("gone")
                    : RunResult.failed(Outcome.FAILED, new BackupException(Reason.StorageUnreachable, "down", ""));
        }

        private void check() {
            for (BackupChain chain : BackupChain.of(pruning.world.backups)) {
                for (String storage : STORAGES) {
                    boolean left = false;
                    for (PerconaServerMySQLBackup member : chain.members()) {
                        Optional<StoredPlace> place = place(member, storage);
                        assertThat(left && place.filter(StoredPlace::lies).isPresent())
                                .as(name(member) + " is in " + storage + " without what it builds on")
                                .isFalse();
                        left |= place.filter(found -> found.state().leaves()).isPresent();
                    }
                }
            }
        }

        static Optional<StoredPlace> place(PerconaServerMySQLBackup member, String storage) {
            return StoredPlace.of(member).stream()
                    .filter(place -> place.name().equals(storage))
                    .findFirst();
        }

        /** The members that one storage has with all that they build on. */
        Set<String> restorable() {
            Set<String> all = new TreeSet<>();
            for (BackupChain chain : BackupChain.of(pruning.world.backups)) {
                for (String storage : STORAGES) {
                    chain.members().stream()
                            .takeWhile(member -> place(member, storage)
                                    .filter(StoredPlace::complete)
                                    .isPresent())
                            .forEach(member -> all.add(name(member)));
                }
            }
            return all;
        }

        static String name(PerconaServerMySQLBackup backup) {
            return backup.getMetadata().getName();
        }

        Set<String> names() {
            return pruning.world.backups.stream().map(Life::name).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Property(tries = 60)
    void itComesToItsEndAndAllThatCouldBeRestoredCanBeRestored(
            @ForAll @IntRange(min = 1, max = 10) int chains, @ForAll Random random) {
        Life life = new Life(chains, random);
        Set<String> before = life.restorable();

        int steps = 0;
        while (life.step()) {
            assertThat(steps++).as("it ends").isLessThan(PATIENCE);
            Set<String> left = new TreeSet<>(before);
            left.retainAll(life.names());
            assertThat(life.restorable()).isEqualTo(left);
        }

        PrunePlan plan = life.pruning.plan();
        assertThat(plan.leaving()).as(plan.text()).isEmpty();
    }

    @Property(tries = 60)
    void onlyOneMemberGoesAtATimeWhereNobodyElseAsks(
            @ForAll @IntRange(min = 1, max = 10) int chains, @ForAll Random random) {
        Life life = new Life(chains, random);
        life.pruning.world.backups.forEach(
                backup -> backup.getMetadata().getAnnotations().remove(Names.REMOVE_ANNOTATION));

        while (life.step()) {
            assertThat(life.pruning.world.backups.stream()
                            .filter(backup -> Removal.begun(backup).isPresent()))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 150)
    void theOrderOfAListingDecidesNothing(@ForAll @IntRange(min = 1, max = 10) int chains, @ForAll Random random) {
        Life life = new Life(chains, random);
        PrunePlan plan = life.pruning.plan();
        Collections.shuffle(life.pruning.world.backups, random);

        assertThat(life.pruning.plan().text()).isEqualTo(plan.text());
        assertThat(life.pruning.plan().leaving()).isEqualTo(plan.leaving());
    }
}
