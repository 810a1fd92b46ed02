package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What becomes of an increment whose run found its chain broken, by the cluster's word. */
class BrokenChainTest {
    private final World world = new World();
    private PerconaServerMySQLBackup backup;

    @BeforeEach
    void beginAnIncrement() {
        world.cluster.getSpec().backup.chain = new ChainPolicy();
        world.base("base", "2024-06-14T08:00:00Z");
        backup = world.backup("b", BackupType.INCREMENTAL);
        world.decide(backup);
    }

    private Decision ended(Outcome outcome, Reason reason) {
        world.ended(RunKind.BACKUP, RunResult.failed(outcome, new BackupException(reason, "what happened", "")));
        return world.decide(backup);
    }

    @ParameterizedTest
    @EnumSource(names = {"ChainBroken", "ChainForked", "LineageChanged", "ManifestDamaged"})
    void aFullBackupTakesItsPlaceAndSaysWhy(Reason reason) {
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;

        Decision decision = ended(Outcome.NOT_STARTED, reason);

        assertThat(decision.next()).isEqualTo(Next.LAUNCH);
        assertThat(decision.run().type()).isEqualTo(dev.dromedary.chain.BackupType.FULL);
        assertThat(backup.getStatus().type).isEqualTo("full");
        assertThat(backup.getMetadata().getLabels()).containsEntry(Names.FULL_BECAUSE_LABEL, reason.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"ChainBroken", "ChainForked", "LineageChanged", "ManifestDamaged"})
    void withoutLeaveItIsRefused(Reason reason) {
        assertThat(ended(Outcome.NOT_STARTED, reason).next()).isEqualTo(Next.FINISH);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(backup.getStatus().stateDescription).isEqualTo("what happened");
    }

    /** The chain's own limits are no trouble, and need no leave. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ChainBroken", "ChainForked", "LineageChanged", "ManifestDamaged", "ChainTooLong", "ChainTooOld"})
    void anyOtherTroubleIsNotTheChains(Reason reason) {
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;

        assertThat(ended(Outcome.NOT_STARTED, reason).next()).isEqualTo(Next.FINISH);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.ERROR);
    }

    /** Something may lie in the storage then. */
    @ParameterizedTest
    @EnumSource(names = {"ChainBroken", "ManifestDamaged"})
    void aRunThatHadBegunIsNotReplaced(Reason reason) {
        world.cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;

        assertThat(ended(Outcome.FAILED, reason).next()).isEqualTo(Next.FINISH);

        assertThat(backup.getStatus().state).isEqualTo(BackupState.FAILED);
    }
}
