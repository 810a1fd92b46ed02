package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupStatus;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.PerconaServerMySQLRestore;
import dev.dromedary.api.Pitr;
import dev.dromedary.api.RestorePitr;
import dev.dromedary.api.RestoreState;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore waits for, and what keeps it from being begun, in the contract's words. */
class RestoreChecksTest {
    private final World world = new World();
    private final PerconaServerMySQLRestore restore = world.restore("r");

    RestoreChecksTest() {
        world.base("base", "2024-06-14T08:00:00Z");
        restore.getSpec().backupName = "base";
    }

    @Test
    void anotherRestoreGoesFirst() {
        world.restoreLease = "other";

        assertWaits("PerconaServerMySQLRestore other is already running");
    }

    @Test
    void aBackupAtWorkGoesFirst() {
        world.backup("b", BackupType.FULL).getStatus().state = BackupState.RUNNING;

        assertWaits("PerconaServerMySQLBackup b is still running");
    }

    @Test
    void aClusterThatIsMissing() {
        world.cluster = null;
        assertError("PerconaServerMySQL c in namespace ns is not found");
    }

    @Test
    void nothingToRestore() {
        restore.getSpec().backupName = null;
        assertError("backupName and backupSource are empty");
    }

    @Test
    void aBackupThatIsMissing() {
        restore.getSpec().backupName = "nobody";
        assertError("PerconaServerMySQLBackup nobody in namespace ns is not found");
    }

    @Test
    void aBackupThatFailed() {
        world.backups.getFirst().getStatus().state = BackupState.FAILED;
        assertError("PerconaServerMySQLBackup base is in state 'Failed'");
    }

    @Test
    void aBackupOfAnotherCluster() {
        world.backups.getFirst().getSpec().clusterName = "other";
        assertError("PerconaServerMySQLBackup base is of cluster other, not c");
    }

    @Test
    void aStorageThatIsGone() {
        world.cluster.getSpec().backup.storages.remove("s3");
        assertError("s3 not found in spec.backup.storages in PerconaServerMySQL CustomResource");
    }

    @Test
    void aSourceWithoutADestination() {
        restore.getSpec().backupName = null;
        restore.getSpec().backupSource = new BackupStatus();
        assertError("backupSource.destination is empty");
    }

    @Test
    void aSourceWithoutAStorage() {
        restore.getSpec().backupName = null;
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = World.BASE;
        assertError("backupSource.storage is empty");
    }

    @Test
    void aSourceIsEnoughWithoutAnyResource() {
        restore.getSpec().backupName = null;
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = World.BASE;
        restore.getSpec().backupSource.storage = World.s3("bucket");
        world.backups.clear();

        Decision decision = world.decide(restore);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run().kind()).isEqualTo(RunKind.PLAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/whatever", ""})
    void anIncrementsPlaceThatIsNone(String name) {
        restore.getSpec().backupName = null;
        restore.getSpec().backupSource = new BackupStatus();
        restore.getSpec().backupSource.destination = World.BASE + ".incr" + name;
        restore.getSpec().backupSource.storage = World.s3("bucket");
        assertError("could not parse incremental destination path");
    }

    @Test
    void anIncrementAtThePlaceOfABase() {
        world.increment("i", 1).getStatus().destination = World.BASE;
        restore.getSpec().backupName = "i";
        assertError("could not parse incremental destination path");
    }

    /** It took an increment's place when there was nothing to extend. */
    @Test
    void aFullBackupThatWasToBeAnIncrement() {
        world.backups.getFirst().getSpec().type = BackupType.INCREMENTAL;
        assertThat(world.decide(restore).next()).isEqualTo(Next.LAUNCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "gcs", "azure"})
    void aStorageWithoutTheBlockOfItsType(String type) {
        var storage = world.cluster.getSpec().backup.storages.get("s3");
        storage.type = type;
        storage.s3 = null;
        assertError(type + " storage is not set");
    }

    @Test
    void aBackupWithoutItsStorage() {
        world.backups.getFirst().getStatus().storage = null;
        assertError("backup's status.storage is empty");
    }

    @Test
    void aPointInTimeIsNotPassedOver() {
        restore.getSpec().pitr = new RestorePitr();
        assertError("Binlog server is not enabled for the cluster");
    }

    @Test
    void aPointInTimeIsNotReachedEitherWhereBinlogsAreCollected() {
        restore.getSpec().pitr = new RestorePitr();
        world.cluster.getSpec().backup.pitr = new Pitr();
        world.cluster.getSpec().backup.pitr.enabled = true;
        assertError("recovery to a point in time is not supported");
    }

    /** What only a run can find out; the texts are those of the contract already, but for one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StorageTypeUnknown | storage type tape is not supported | unknown backup storage type",
                "SecretNotFound | secrets a, b not found | secrets a, b not found",
                "BackupNotFound | backup not found in storage | backup not found in storage",
                "BackupNotFound | no incremental backups found in chain | no incremental backups found in chain"
            })
    void whatThePlanFindsOut(Reason reason, String message, String description) {
        world.decide(restore);
        world.ended(RunKind.PLAN, RunResult.failed(Outcome.NOT_STARTED, new BackupException(reason, message, "")));

        assertError(description);
    }

    private void assertWaits(String description) {
        assertThat(world.decide(restore).next()).isEqualTo(Next.WAIT);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.NEW);
        assertThat(restore.getStatus().stateDescription).isEqualTo(description);
    }

    private void assertError(String description) {
        assertThat(world.decide(restore).next()).isEqualTo(Next.FINISH);
        assertThat(restore.getStatus().state).isEqualTo(RestoreState.ERROR);
        assertThat(restore.getStatus().stateDescription).isEqualTo(description);
    }
}
