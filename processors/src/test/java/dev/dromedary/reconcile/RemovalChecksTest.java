package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunView;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks for a backup to be removed from a storage: what is refused, and what has to wait. */
class RemovalChecksTest {
    private final World world = new World();
    private final PerconaServerMySQLBackup base = world.base("base", "2024-06-14T08:00:00Z");
    private final PerconaServerMySQLBackup one = world.increment("one", 1);
    private final PerconaServerMySQLBackup two = world.increment("two", 2);

    @BeforeEach
    void copied() {
        Copied.all(world.backups);
        Copied.asked(two, "s3");
    }

    private Decision decide(PerconaServerMySQLBackup backup) {
        return RemovalDecider.decide(view(backup)).orElseThrow();
    }

    private RemovalView view(PerconaServerMySQLBackup backup) {
        return new RemovalView(
                backup,
                Optional.of(world.cluster),
                world.backups,
                world.restores,
                world.runs.getOrDefault(RunKind.COPY, RunView.ABSENT),
                world.runs.getOrDefault(RunKind.REMOVE, RunView.ABSENT),
                () -> world.lease,
                World.RETRIES,
                world.now);
    }

    private static Condition told(PerconaServerMySQLBackup backup) {
        return Conditions.find(backup.getStatus().conditions, "RemovedFrom").orElseThrow();
    }

    @Test
    void theLastPlaceOfABackupStays() {
        two.getStatus().copies.getFirst().state = CopyState.INCOMPLETE;
        two.getStatus().retry = World.RETRIES.after(null, world.now);

        assertThat(decide(two).next()).isEqualTo(Next.WAIT);

        assertThat(told(two).getReason()).isEqualTo("LastPlace");
        assertThat(two.getStatus().storageState).isNull();
        assertThat(decide(two).notes()).as("told once").isEmpty();
    }

    @Test
    void whatItBuildsOnHasToBeThereToo() {
        one.getStatus().copies.getFirst().state = CopyState.INCOMPLETE;

        decide(two);

        assertThat(told(two).getReason()).isEqualTo("LastPlace");
        assertThat(two.getStatus().storageState).isNull();
    }

    @Test
    void noneIsTakenFromBelowAnother() {
        Copied.asked(one, "s3");
        Copied.asked(base, "s3");

        decide(one);
        decide(base);

        assertThat(told(one).getReason()).isEqualTo("IncrementsFirst");
        assertThat(told(base).getReason()).isEqualTo("IncrementsFirst");
        two.getStatus().storageState = CopyState.REMOVED;
        decide(one);
        assertThat(one.getStatus().storageState).isEqualTo(CopyState.REMOVING);
        decide(base);
        assertThat(base.getStatus().storageState)
                .as("while one is on its way out")
                .isNull();
    }

    @Test
    void ofAChainThatIsKnownToBeDamagedNothingGoes() {
        Pruning.condition(base, "Verified", "False", "ObjectDamaged");
        Copied.asked(two, "other");

        decide(two);

        assertThat(told(two).getReason()).isEqualTo("LastPlace");
        assertThat(Copied.copy(two)).isEqualTo(CopyState.COMPLETE);
    }

    @Test
    void anotherNameThanThatOfItsStoragesIsRefused() {
        Copied.asked(two, "elsewhere");

        decide(two);

        assertThat(told(two).getReason()).isEqualTo("StorageNotFound");
        assertThat(Removal.underWay(two)).isFalse();
        Copied.asked(two, two.getStatus().copies.getFirst().destination);
        decide(two);
        assertThat(Copied.copy(two)).as("a destination is a name").isEqualTo(CopyState.REMOVING);
    }

    @Test
    void itWaitsForThoseWhoAreAtWork() {
        world.runningRestore("r").getSpec().backupName = "two";
        decide(two);
        assertThat(told(two).getMessage()).isEqualTo("restore r needs it; it is removed from s3 when that has ended");
        world.restores.clear();

        PerconaServerMySQLBackup three = world.increment("three", 3);
        three.getStatus().state = BackupState.RUNNING;
        decide(two);
        assertThat(two.getStatus().storageState).isNull();
        world.backups.remove(three);

        world.running(RunKind.COPY);
        decide(two);
        assertThat(told(two).getMessage()).startsWith("its copies are being completed");
        world.runs.clear();

        decide(two);
        assertThat(two.getStatus().storageState).isEqualTo(CopyState.REMOVING);
        world.runningRestore("r").getSpec().backupName = "two";
        assertThat(decide(two).next()).as("who came in between").isEqualTo(Next.WAIT);
        world.restores.clear();
        world.lease = false;
        assertThat(decide(two).next()).isEqualTo(Next.WAIT);
        assertThat(told(two).getReason()).isEqualTo("ChainInUse");
        world.lease = true;
        assertThat(decide(two).next()).isEqualTo(Next.LAUNCH);
    }
}
