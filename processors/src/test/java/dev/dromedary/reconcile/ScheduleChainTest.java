package dev.dromedary.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.BackupType;
import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Schedule;
import dev.dromedary.reconcile.Decision.Next;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Increments that have nothing to extend, or have extended enough: the chain policy. */
class ScheduleChainTest {
    private final ScheduleWorld seen = new ScheduleWorld();
    private final Schedule schedule = seen.increments("hourly", "0 * * * *");
    private final ChainPolicy policy = new ChainPolicy();

    @BeforeEach
    void begin() {
        seen.cluster.getSpec().backup.chain = policy;
        seen.look();
    }

    private PerconaServerMySQLBackup at(String time) {
        PerconaServerMySQLBackup made = seen.lookAt(time).getFirst();
        seen.succeed();
        return made;
    }

    private static String because(PerconaServerMySQLBackup backup) {
        return backup.getMetadata().getLabels().get(Names.FULL_BECAUSE_LABEL);
    }

    @Test
    void withoutABaseAndWithoutLeaveItIsAnIncrementThatEndsWithTheContractsText() {
        PerconaServerMySQLBackup made = seen.lookAt("2024-06-15T11:00:00Z").getFirst();

        assertThat(made.getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        Decision end = seen.world.decide(made);
        assertThat(end.next()).isEqualTo(Next.FINISH);
        assertThat(made.getStatus().state).isEqualTo(BackupState.ERROR);
        assertThat(made.getStatus().stateDescription).endsWith("no full backup found in storage");
        seen.look();
        assertThat(seen.status("hourly").lastResult).isEqualTo("Error");
    }

    @Test
    void withoutABaseAndWithLeaveItIsAFullBackupThatSaysWhy() {
        schedule.onBrokenChain = OnBrokenChain.FULL;

        PerconaServerMySQLBackup first = at("2024-06-15T11:00:00Z");

        assertThat(first.getSpec().type).isEqualTo(BackupType.FULL);
        assertThat(because(first)).isEqualTo("BaseNotFound");
        assertThat(seen.status("hourly").message).startsWith("a full backup takes the increment's place: ");
        assertThat(seen.told()).hasSize(1).first().asString().startsWith("BaseNotFound: schedule hourly: a full");
        PerconaServerMySQLBackup second = at("2024-06-15T12:00:00Z");
        assertThat(second.getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(because(second)).isNull();
        assertThat(seen.status("hourly").message).isNull();
    }

    @Test
    void theScheduleSaysForItselfWhatTheClusterSaysForAll() {
        policy.onBrokenChain = OnBrokenChain.FULL;
        schedule.onBrokenChain = OnBrokenChain.FAIL;
        assertThat(at("2024-06-15T11:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);

        schedule.onBrokenChain = null;
        seen.world.backups.clear();
        assertThat(at("2024-06-15T12:00:00Z").getSpec().type).isEqualTo(BackupType.FULL);
    }

    @Test
    void aBaseElsewhereOrOnItsWayOutIsNone() {
        schedule.onBrokenChain = OnBrokenChain.FULL;
        seen.world.base("elsewhere", "2024-06-15T08:00:00Z").getStatus().storage = World.s3("elsewhere");
        World.deleted(seen.world.base("going", "2024-06-15T08:00:00Z"));

        assertThat(because(at("2024-06-15T11:00:00Z"))).isEqualTo("BaseNotFound");
    }

    @Test
    void aChainThatIsLongEnoughIsFollowedByTheNextWithoutLeave() {
        policy.maxLength = 3;
        seen.world.base("base", "2024-06-15T08:00:00Z");

        assertThat(at("2024-06-15T11:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(at("2024-06-15T12:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        PerconaServerMySQLBackup next = at("2024-06-15T13:00:00Z");
        assertThat(next.getSpec().type).isEqualTo(BackupType.FULL);
        assertThat(because(next)).isEqualTo("ChainTooLong");
        assertThat(seen.status("hourly").message).contains("the chain of base has 3 backups");
        assertThat(at("2024-06-15T14:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);
    }

    @Test
    void aChainThatIsOldEnoughToo() {
        policy.maxAge = "3h";
        seen.world.base("base", "2024-06-15T08:30:00Z");

        assertThat(at("2024-06-15T11:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);
        assertThat(because(at("2024-06-15T12:00:00Z"))).isEqualTo("ChainTooOld");
    }

    @Test
    void whatFailedIsNoPartOfAChain() {
        policy.maxLength = 2;
        seen.world.base("base", "2024-06-15T08:00:00Z");
        seen.world.increment("failed", 1).getStatus().state = BackupState.FAILED;

        assertThat(at("2024-06-15T11:00:00Z").getSpec().type).isEqualTo(BackupType.INCREMENTAL);
    }

    @Test
    void aFullBackupThatIsOnItsWayIsWaitedForRatherThanDoubled() {
        schedule.onBrokenChain = OnBrokenChain.FULL;
        seen.schedule("weekly", "0 11 * * *");
        seen.look();

        assertThat(seen.lookAt("2024-06-15T11:00:00Z"))
                .hasSize(1)
                .allMatch(made -> made.getSpec().type == BackupType.FULL);
        assertThat(seen.status("hourly").message).contains("which starts the next chain");
        assertThat(seen.look()).isEmpty();
        seen.succeed();

        assertThat(seen.look()).hasSize(1).allMatch(made -> made.getSpec().type == BackupType.INCREMENTAL);
    }

    @Test
    void aLineageThatBrokeIsMendedByTheSchedulesOwnLeave() {
        seen.world.base("base", "2024-06-15T08:00:00Z");
        schedule.onBrokenChain = OnBrokenChain.FULL;
        PerconaServerMySQLBackup made = seen.lookAt("2024-06-15T11:00:00Z").getFirst();
        seen.world.decide(made);
        seen.world.ended(
                RunKind.BACKUP,
                RunResult.failed(Outcome.NOT_STARTED, new BackupException(Reason.LineageChanged, "another", "")));

        assertThat(seen.world.decide(made).next()).isEqualTo(Next.LAUNCH);

        assertThat(made.getStatus().type).isEqualTo("full");
        assertThat(because(made)).isEqualTo("LineageChanged");
    }

    @Test
    void aBaseThatWentBetweenDecisionAndStartIsReplacedToo() {
        seen.world.base("base", "2024-06-15T08:00:00Z");
        schedule.onBrokenChain = OnBrokenChain.FULL;
        PerconaServerMySQLBackup made = seen.lookAt("2024-06-15T11:00:00Z").getFirst();
        seen.world.backups.removeFirst();

        assertThat(seen.world.decide(made).next()).isEqualTo(Next.LAUNCH);
        assertThat(because(made)).isEqualTo("BaseNotFound");
    }

    /** The limits are the cluster's, whoever asks for the increment; a base that is named is a word on its own. */
    @Test
    void anIncrementByHandKeepsTheLimitsUnlessItNamesItsBase() {
        policy.maxLength = 1;
        seen.world.base("base", "2024-06-15T08:00:00Z");
        PerconaServerMySQLBackup byHand = seen.world.backup("b", BackupType.INCREMENTAL);
        PerconaServerMySQLBackup named = seen.world.increment("n", "base");

        assertThat(seen.world.decide(byHand).next()).isEqualTo(Next.LAUNCH);
        assertThat(seen.world.decide(named).next()).isEqualTo(Next.LAUNCH);

        assertThat(byHand.getStatus().type).isEqualTo("full");
        assertThat(because(byHand)).isEqualTo("ChainTooLong");
        assertThat(named.getStatus().type).isEqualTo("incremental");
    }
}
