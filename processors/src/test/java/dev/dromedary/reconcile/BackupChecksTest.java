package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.Note;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a backup from being begun, in the contract's words. */
class BackupChecksTest {
    private final World world = new World();

    @Test
    void anIncrementWithoutABase() {
        assertError(
                world.backup("b", BackupType.INCREMENTAL),
                "failed to set incremental base annotations: get incremental base backup: get last full backup: "
                        + "no full backup found in storage");
    }

    @Test
    void aBaseOfWhichNobodyKnowsWhenItWasTaken() {
        world.base("known", "2024-06-14T08:00:00Z");
        world.base("odd", null);
        assertError(
                world.backup("b", BackupType.INCREMENTAL),
                "failed to set incremental base annotations: get incremental base backup: get last full backup: "
                        + "backup 'odd' is succeeded but completedAt is not set");
    }

    @Test
    void aNamedBaseThatIsMissing() {
        assertError(
                world.increment("b", "nobody"),
                "failed to set incremental base annotations: get incremental base backup: get backup ns/nobody: "
                        + "perconaservermysqlbackups.ps.percona.com \"nobody\" not found");
    }

    @Test
    void aNamedBaseThatIsAnIncrement() {
        world.base("i", "2024-06-14T08:00:00Z").getStatus().type = "incremental";
        assertError(
                world.increment("b", "i"),
                "failed to set incremental base annotations: get incremental base backup: "
                        + "specified base backup is not a full backup");
    }

    @Test
    void aNamedBaseThatFailed() {
        world.base("f", "2024-06-14T08:00:00Z").getStatus().state = BackupState.FAILED;
        assertError(
                world.increment("b", "f"), "failed to set incremental base annotations: base backup is not succeeded");
    }

    @Test
    void aNamedBaseInAnotherStorage() {
        world.base("f", "2024-06-14T08:00:00Z").getStatus().storage = World.s3("elsewhere");
        assertError(
                world.increment("b", "f"),
                "failed to set incremental base annotations: base backup has different storage than the incremental "
                        + "backup");
    }

    @Test
    void aNamedBaseOfAnotherCluster() {
        world.base("f", "2024-06-14T08:00:00Z").getSpec().clusterName = "other";
        assertError(
                world.increment("b", "f"),
                "failed to set incremental base annotations: base backup is of cluster other, not c");
    }

    @Test
    void aClusterThatIsMissing() {
        world.cluster = null;
        assertError(world.backup("b", BackupType.FULL), "PerconaServerMySQL c in namespace ns is not found");
    }

    @Test
    void backupsThatAreDisabled() {
        world.cluster.getSpec().backup.enabled = false;
        assertError(
                world.backup("b", BackupType.FULL),
                "spec.backup not found in PerconaServerMySQL CustomResource or backups are disabled");
    }

    @Test
    void aClusterThatIsNotReady() {
        world.cluster.getSpec().local = null;
        assertError(world.backup("b", BackupType.FULL), "cluster is not ready");
    }

    @Test
    void aRestoreInProgress() {
        world.runningRestore("r");
        assertError(world.backup("b", BackupType.FULL), "backup cannot run while restore r is in progress");
    }

    /** Of those that came after it, once it was looked at: until then it may be one that comes to nothing. */
    @ParameterizedTest
    @CsvSource({
        "2024-06-15T10:29:59Z, true,  true",
        "2024-06-15T10:29:59Z, false, false",
        "2024-06-15T10:30:00Z, true,  false",
        "2024-06-15T10:30:01Z, true,  false"
    })
    void aRestoreThatWaits(String created, boolean lookedAt, boolean refused) {
        PerconaServerMySQLRestore restore = world.restore("r");
        restore.getMetadata().setCreationTimestamp(created);
        restore.getStatus().stateDescription = lookedAt ? "PerconaServerMySQLBackup before is still running" : null;
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);
        backup.getMetadata().setCreationTimestamp("2024-06-15T10:30:00Z");

        if (refused) {
            assertError(backup, "backup cannot run while restore r is in progress");
        } else {
            assertThat(world.decide(backup).next()).isEqualTo(Decision.Next.LAUNCH);
        }
    }

    @Test
    void aStorageThatIsUnknown() {
        PerconaServerMySQLBackup backup = world.backup("b", BackupType.FULL);
        backup.getSpec().storageName = "nowhere";
        assertError(backup, "nowhere not found in spec.backup.storages in PerconaServerMySQL CustomResource");
    }

    @Test
    void aStorageWithoutItsBlock() {
        world.cluster.getSpec().backup.storages.get("s3").s3 = null;
        assertError(
                world.backup("b", BackupType.FULL),
                "failed to prepare backup job: get backup destination: storage type is s3, but s3 configuration is "
                        + "not specified");
    }

    @Test
    void aBaseThatIsBeingDeletedIsNotExtended() {
        World.deleted(world.base("base", "2024-06-14T08:00:00Z"));

        assertError(
                world.increment("b", "base"),
                "failed to set incremental base annotations: base backup is being deleted");
        world.backups.removeIf(backup -> backup.getMetadata().getName().equals("b"));
        assertError(
                world.backup("b", BackupType.INCREMENTAL),
                "failed to set incremental base annotations: get incremental base backup: get last full backup: "
                        + "no full backup found in storage");
    }

    private void assertError(PerconaServerMySQLBackup backup, String description) {
        Decision decision = world.decide(backup);
        assertThat(backup.getStatus().stateDescription).isEqualTo(description);
        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(decision.next()).isEqualTo(Next.FINISH);
        assertThat(decision.notes()).hasSize(1).allMatch(Note::warning);
    }
}
