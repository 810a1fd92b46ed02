package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.RetentionPolicy;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Fate;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Retention and deletion at work on histories of all kinds, until nothing goes any more: what holds at every step. */
class PrunePropertiesTest {
    private static final int PATIENCE = 2_000;

    /** A world in which resources go as an API server, or a folder, lets them go. */
    private static final class Life {
        final Random random;
        final Pruning pruning = new Pruning();
        final Set<String> pinned = new TreeSet<>();

        Life(int chains, Random random) {
            this.random = random;
            for (int day = 1; day <= chains; day++) {
                chain(day);
            }
            RetentionPolicy policy = pruning.policy;
            policy.keepLast = random.nextBoolean() ? random.nextInt(5) : null;
            policy.keepWithin = random.nextInt(3) == 0 ? random.nextInt(1, 30) + "d" : null;
            policy.weekly = random.nextInt(3) == 0 ? random.nextInt(1, 5) : null;
            policy.minimum = random.nextInt(4);
            policy.failedAfter = random.nextBoolean() ? random.nextInt(1, 20) + "d" : null;
            if (random.nextBoolean()) {
                pruning.schedule("nightly", random.nextInt(5));
            }
        }

        private void chain(int day) {
            PerconaServerMySQLBackup base = pruning.chain(day, random.nextInt(4));
            String prefix = name(base) + "-";
            List<PerconaServerMySQLBackup> members = pruning.world.backups.stream()
                    .filter(each -> each.equals(base) || name(each).startsWith(prefix))
                    .toList();
            Pruning.by(base, random.nextBoolean() ? "nightly" : "other");
            for (PerconaServerMySQLBackup member : members) {
                if (random.nextInt(4) == 0) {
                    member.getMetadata().setFinalizers(new ArrayList<>());
                }
                if (random.nextInt(8) == 0) {
                    Pruning.condition(member, "Verified", "False", "ObjectDamaged");
                }
                // A base that failed has no increments.
                if ((members.size() == 1 || !member.equals(base)) && random.nextInt(8) == 0) {
                    member.getStatus().state = random.nextBoolean() ? BackupState.FAILED : BackupState.ERROR;
                    member.getStatus().completed = null;
                }
                if (random.nextInt(12) == 0) {
                    Pruning.pin(member, random.nextBoolean() ? "forever" : "2024-06-20");
                    pinned.add(name(member));
                }
            }
            if (random.nextInt(12) == 0) {
                members.getLast().getStatus().state = BackupState.RUNNING;
            }
            // Of one that failed no restore is at work.
            List<PerconaServerMySQLBackup> good =
                    members.stream().filter(BackupChain::succeeded).toList();
            if (!good.isEmpty() && random.nextInt(12) == 0) {
                pruning.world.runningRestore("r-" + day).getSpec().backupName =
                        name(good.get(random.nextInt(good.size())));
            }
        }

        /** One look of the operator at everything, in any order. Answers whether anything came of it. */
        boolean step() {
            Collections.shuffle(pruning.world.backups, random);
            Decision decision = pruning.decide();
            boolean moved = decision.next() == Next.DELETE_CHILD;
            if (moved) {
                PerconaServerMySQLBackup child =
                        pruning.get(decision.child().getMetadata().getName());
                child.getMetadata().setFinalizers(List.of(Names.DELETE_BACKUP_FINALIZER));
                delete(child);
                check();
            }
            for (PerconaServerMySQLBackup backup : List.copyOf(pruning.world.backups)) {
                if (Deletion.asked(backup) && pruning.world.backups.contains(backup)) {
                    look(backup);
                    moved = true;
                    check();
                }
            }
            return moved;
        }

        private void delete(PerconaServerMySQLBackup backup) {
            boolean held = backup.getMetadata().getFinalizers().contains(Names.DELETE_BACKUP_FINALIZER);
            backup.getMetadata().setDeletionTimestamp(World.NOW.toString());
            if (!held) {
                pruning.world.backups.remove(backup);
            }
        }

        private void look(PerconaServerMySQLBackup backup) {
            Optional<Decision> decision = DeletionDecider.decide(new DeletionView(
                    backup,
                    Optional.of(pruning.world.cluster),
                    List.copyOf(pruning.world.backups),
                    pruning.world.restores,
                    RunView.ABSENT,
                    RunView.ABSENT,
                    RunView.ABSENT,
                    RunView.ABSENT,
                    new DeletionView.Questions() {
                        @Override
                        public boolean lease() {
                            return random.nextBoolean();
                        }

                        @Override
                        public boolean namespaceEnds() {
                            return false;
                        }
                    },
                    World.RETRIES,
                    World.NOW));
            Next next = decision.map(Decision::next).orElse(Next.WAIT);
            if (next == Next.DELETE_CHILD) {
                delete(pruning.get(decision.get().child().getMetadata().getName()));
            }
            if (next == Next.LAUNCH || next == Next.RELEASE) {
                assertThat(increments(backup))
                        .as("a base goes after its increments")
                        .isEmpty();
                pruning.world.backups.remove(backup);
            }
        }

        private List<String> increments(PerconaServerMySQLBackup base) {
            return pruning.world.backups.stream()
                    .filter(each -> BackupNames.isIncrement(each.getStatus().destination)
                            && BackupNames.baseOf(each.getStatus().destination).equals(base.getStatus().destination))
                    .map(Life::name)
                    .toList();
        }

        private void check() {
            Set<String> left = pruning.world.backups.stream()
                    .map(backup -> backup.getStatus().destination)
                    .collect(Collectors.toSet());
            pruning.world.backups.forEach(backup -> assertThat(left)
                    .as("no increment is there whose base is gone")
                    .contains(BackupNames.baseOf(backup.getStatus().destination)));
            assertThat(pruning.world.backups.stream()
                            .filter(backup -> Deletion.asked(backup)
                                    && backup.getStatus().stateOrNew() == BackupState.SUCCEEDED
                                    && !BackupNames.isIncrement(backup.getStatus().destination)))
                    .as("one chain at a time")
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(names()).as("what is pinned").containsAll(pinned);
        }

        Set<String> names() {
            return pruning.world.backups.stream().map(Life::name).collect(Collectors.toCollection(TreeSet::new));
        }

        /** The chains that can be restored, oldest first. */
        List<BackupChain> good() {
            return BackupChain.of(pruning.world.backups).stream()
                    .filter(chain -> !chain.restorable().isEmpty())
                    .toList();
        }

        static String name(PerconaServerMySQLBackup backup) {
            return backup.getMetadata().getName();
        }

        String newest() {
            return good().stream()
                    .map(chain -> chain.restorable().getLast().time().toString())
                    .max(String::compareTo)
                    .orElse("");
        }

        Set<String> succeeded() {
            return pruning.world.backups.stream()
                    .filter(BackupChain::succeeded)
                    .map(Life::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Property(tries = 150)
    void retentionComesToItsEndAndHarmsNothingOnItsWay(
            @ForAll @IntRange(min = 1, max = 12) int chains, @ForAll Random random) {
        Life life = new Life(chains, random);
        int good = life.good().size();
        String newest = life.newest();
        Set<String> stay = life.succeeded();
        if (PrunePlan.configured(life.pruning.world.cluster)) {
            PrunePlan plan = life.pruning.plan();
            plan.fates().stream()
                    .filter(Fate::goes)
                    .flatMap(fate -> plan.chain(fate).members().stream())
                    .forEach(member -> stay.remove(Life.name(member)));
        }

        int steps = 0;
        while (life.step()) {
            assertThat(steps++).as("it ends").isLessThan(PATIENCE);
        }

        int minimum = Math.max(1, life.pruning.policy.minimum);
        assertThat(life.good()).hasSizeGreaterThanOrEqualTo(Math.min(minimum, good));
        assertThat(life.newest()).isEqualTo(newest);
        assertThat(life.succeeded())
                .as("what was said to stay, and nothing else")
                .isEqualTo(stay);
    }

    @Property(tries = 200)
    void theOrderOfAListingDecidesNothing(@ForAll @IntRange(min = 1, max = 12) int chains, @ForAll Random random) {
        Life life = new Life(chains, random);
        life.pruning.policy.daily = 2;
        PrunePlan plan = life.pruning.plan();
        Collections.shuffle(life.pruning.world.backups, random);
        PrunePlan other = life.pruning.plan();

        assertThat(other.text()).isEqualTo(plan.text());
        assertThat(other.fates()).isEqualTo(plan.fates());
    }
}
