package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunView;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.Test;

class BackupDeciderTest {
    private final World world = new World();

    @Test
    void aFullBackupGetsTheReferencesDestinationBeforeItIsLaunched() {
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.changed()).isTrue();
        assertThat(backup.getStatus().state).isEqualTo(BackupState.STARTING);
        assertThat(backup.getStatus().destination).isEqualTo("s3://bucket/backups/c-2024-06-15-10:30:00-full");
        assertThat(backup.getStatus().type).isEqualTo("full");
        assertThat(decision.run().kind()).isEqualTo(RunKind.BACKUP);
        assertThat(decision.run().destination()).isEqualTo(backup.getStatus().destination);
    }

    @Test
    void anIncrementExtendsTheNewestBaseThatFits() {
        world.base("old", "2024-06-13T08:00:00Z").getStatus().destination = "s3://bucket/backups/c-old-full";
        world.base("new", "2024-06-14T08:00:00Z");
        world.base("elsewhere", "2024-06-14T09:00:00Z").getStatus().storage = World.s3("elsewhere");
        world.base("failed", "2024-06-14T10:00:00Z").getStatus().state = BackupState.FAILED;
        world.base("foreign", "2024-06-14T11:00:00Z").getSpec().clusterName = "other";
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.INCREMENTAL);

        Decision decision = world.decide(backup);

        assertThat(decision.run().base()).isEqualTo(World.BASE);
        assertThat(backup.getStatus().destination).isEqualTo(World.BASE + ".incr/c-2024-06-15-10:30:00-incr");
        assertThat(backup.getMetadata().getAnnotations())
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, "c-2024-06-14-08:00:00-full");
    }

    @Test
    void twoThatBeginInOneSecondDoNotShareADestination() {
        PerconaServerMySQLBackup base = world.base("base", "2024-06-14T08:00:00Z");
        PerconaServerMySQLBackup first = world.backup("first", BackupType.INCREMENTAL);
        PerconaServerMySQLBackup second = world.backup("second", BackupType.INCREMENTAL);
        world.decide(first);
        first.getStatus().state = BackupState.SUCCEEDED;

        world.decide(second);

        assertThat(second.getStatus().destination)
                .isEqualTo(base.getStatus().destination + ".incr/c-2024-06-15-10:30:01-incr");
    }

    @Test
    void anotherBackupGoesFirst() {
        world.lease = false;
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);

        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
        assertThat(backup.getStatus().stateOrNew()).isEqualTo(BackupState.NEW);
        assertThat(Conditions.find(backup.getStatus().conditions, Names.LEASE_CONDITION))
                .hasValueSatisfying(condition -> {
                    assertThat(condition.getReason()).isEqualTo("LeaseAlreadyHeld");
                    assertThat(condition.getMessage()).isEqualTo("Lease 'ps-c-backup-lock' already held");
                });
    }

    @Test
    void aRunAtWorkShowsItsProgress() {
        PerconaServerMySQLBackup backup = started();
        world.runs.put(
                RunKind.BACKUP,
                new RunView(RunView.Phase.RUNNING, new Progress("Streaming", 100, 10, 40, World.NOW), null));

        assertThat(world.decide(backup).next()).isEqualTo(Next.WAIT);
        assertThat(backup.getStatus().state).isEqualTo(BackupState.RUNNING);
        assertThat(backup.getStatus().progress.bytes).isEqualTo(100);
        assertThat(backup.getStatus().progress.percent).isEqualTo(40);
        assertThat(world.decide(backup).changed())
                .as("nothing new, nothing written")
                .isFalse();
    }

    @Test
    void aBackupThatSucceeded() {
        PerconaServerMySQLBackup backup = started();
        world.ended(RunKind.BACKUP, World.success());

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(backup.getStatus().completed).isEqualTo("2024-06-15T10:31:01Z");
        assertThat(backup.getStatus().size).isEqualTo(1234);
        assertThat(backup.getStatus().duration).isEqualTo("1m1s");
        assertThat(Conditions.holds(backup.getStatus().conditions, "Ready")).isTrue();
        assertThat(Conditions.find(backup.getStatus().conditions, Names.LEASE_CONDITION))
                .isEmpty();
    }

    @Test
    void aBaseIsMarkedOnceItHasAnIncrement() {
        PerconaServerMySQLBackup base = world.base("base", "2024-06-14T08:00:00Z");
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.INCREMENTAL);
        assertThat(world.decide(backup).marked()).isNull();
        world.ended(RunKind.BACKUP, World.success());

        Decision decision = world.decide(backup);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.SUCCEEDED);
        assertThat(decision.marked().getMetadata().getName()).isEqualTo("base");
        assertThat(decision.marked().getMetadata().getAnnotations())
                .containsEntry(Names.BASE_BACKUP_ANNOTATION, "c-2024-06-14-08:00:00-full");
        assertThat(base.getStatus().state).as("nothing else of it").isEqualTo(BackupState.SUCCEEDED);

        PerconaServerMySQLBackup next = world.backup("c", BackupType.INCREMENTAL);
        world.decide(next);
        assertThat(world.decide(next).marked()).as("it is marked already").isNull();
        assertThat(world.decide(backup).marked()).isNull();
    }

    @Test
    void aBackupThatFailedSaysWhyAndWhatToDo() {
        PerconaServerMySQLBackup backup = started();
        world.ended(RunKind.BACKUP, failure(Outcome.FAILED, Reason.ServerGone));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(backup.getStatus().state).isEqualTo(BackupState.FAILED);
        assertThat(backup.getStatus().stateDescription).isEqualTo("what happened");
        assertThat(decision.notes()).extracting(Note::reason).containsExactly("ServerGone");
        assertThat(decision.notes()).extracting(Note::message).containsExactly("what happened; what to do");
    }

    @Test
    void aBrokenChainFailsUnlessTheClusterSaysFull() {
        world.base("base", "2024-06-14T08:00:00Z");
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.INCREMENTAL);
        world.decide(backup);
        world.ended(RunKind.BACKUP, failure(Outcome.NOT_STARTED, Reason.LineageChanged));

        world.decide(backup);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void aFullBackupMayTakeThePlaceOfABrokenChainsIncrement() {
        allowFull();
        world.base("base", "2024-06-14T08:00:00Z");
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.INCREMENTAL);
        String increment = world.decide(backup).run().name();
        world.ended(RunKind.BACKUP, failure(Outcome.NOT_STARTED, Reason.LineageChanged));

        Decision decision = world.decide(backup);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run().name()).as("another run").isNotEqualTo(increment);
        assertThat(backup.getStatus().type).isEqualTo("full");
        assertThat(backup.getStatus().destination).endsWith("-full");
        assertThat(backup.getMetadata().getAnnotations()).doesNotContainKey(Names.BASE_BACKUP_ANNOTATION);
        assertThat(Conditions.fails(backup.getStatus().conditions, "ChainIntact"))
                .isTrue();
    }

    @Test
    void aBaseThatIsNamedIsNeverReplaced() {
        allowFull();
        world.base("base", "2024-06-14T08:00:00Z");
        PerconaServerMySQLBackup backup = world.increment("b", "base");
        world.decide(backup);
        world.ended(RunKind.BACKUP, failure(Outcome.NOT_STARTED, Reason.LineageChanged));

        world.decide(backup);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    @Test
    void aFinishedBackupIsLeftAlone() {
        Decision decision = world.decide(world.base("base", "2024-06-14T08:00:00Z"));

        assertThat(decision.next()).isEqualTo(Next.WAIT);
        assertThat(decision.changed()).isFalse();
        assertThat(decision.notes()).isEmpty();
    }

    private void allowFull() {
        world.cluster.getSpec().backup.chain = new ChainPolicy();
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;
    }

    private PerconaServerMySQLBackup started() {
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);
        world.decide(backup);
        return backup;
    }

    private static RunResult failure(Outcome outcome, Reason reason) {
        return RunResult.failed(outcome, new BackupException(reason, "what happened", "what to do"));
    }
}
